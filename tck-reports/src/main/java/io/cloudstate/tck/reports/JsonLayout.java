package io.cloudstate.tck.reports;

/**
 * Lays JSON out on lines. Only white space outside of strings changes, so nothing of what a
 * candidate sent is lost. Text that does not begin like a JSON object or array stays as it is.
 */
final class JsonLayout {

  private static final int DEEPEST = 40;

  private JsonLayout() {}

  static String indent(String json) {
    String start = json.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return json;
    }
    StringBuilder out = new StringBuilder(json.length() * 2);
    int depth = 0;
    int i = 0;
    while (i < json.length()) {
      char c = json.charAt(i);
      if (c == '"') {
        int end = endOfString(json, i);
        out.append(json, i, end);
        i = end;
        continue;
      }
      i++;
      if (Character.isWhitespace(c)) {
        continue;
      }
      if (c == '{' || c == '[') {
        int next = skipSpace(json, i);
        boolean empty = next < json.length() && json.charAt(next) == (c == '{' ? '}' : ']');
        out.append(c);
        if (empty) {
          out.append(json.charAt(next));
          i = next + 1;
        } else {
          depth++;
          newLine(out, depth);
        }
      } else if (c == '}' || c == ']') {
        depth = Math.max(0, depth - 1);
        newLine(out, depth);
        out.append(c);
      } else if (c == ',') {
        out.append(c);
        newLine(out, depth);
      } else if (c == ':') {
        out.append(": ");
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static int endOfString(String json, int start) {
    int i = start + 1;
    while (i < json.length()) {
      char c = json.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
      i++;
    }
    return json.length();
  }

  private static int skipSpace(String json, int from) {
    int i = from;
    while (i < json.length() && Character.isWhitespace(json.charAt(i))) {
      i++;
    }
    return i;
  }

  private static void newLine(StringBuilder out, int depth) {
    out.append('\n').append("  ".repeat(Math.min(depth, DEEPEST)));
  }
}
