package io.cloudstate.tck.runner.defect;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.wire.Edit;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import io.cloudstate.tck.runner.wire.InterceptorScript.Action;
import io.cloudstate.tck.runner.wire.InterceptorScript.On;
import io.cloudstate.tck.specs.Side;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads interceptor scripts as data. */
final class ScriptReader {

  private ScriptReader() {}

  /**
   * A list of rules, each with what it matches ({@code on}, {@code side}, {@code method}, {@code
   * where}, {@code nth}) and one action.
   *
   * @throws IllegalArgumentException if a rule has no known action
   */
  static InterceptorScript read(JsonNode rules) {
    List<InterceptorScript.Rule> read = new ArrayList<>();
    for (JsonNode rule : rules) {
      Map<String, String> where = new LinkedHashMap<>();
      rule.path("where")
          .properties()
          .forEach(entry -> where.put(entry.getKey(), entry.getValue().asString()));
      read.add(
          new InterceptorScript.Rule(
              On.valueOf(
                  rule.path("on").asString("frame").toUpperCase(Locale.ROOT).replace('-', '_')),
              Side.valueOf(rule.path("side").asString("out").toUpperCase(Locale.ROOT)),
              rule.has("method") ? Optional.of(rule.path("method").asString()) : Optional.empty(),
              where,
              rule.path("nth").asInt(0),
              action(rule)));
    }
    return new InterceptorScript(read);
  }

  private static Action action(JsonNode rule) {
    if (rule.has("rewrite")) {
      return new Action.Rewrite(edits(rule.path("rewrite")));
    }
    if (rule.has("delay")) {
      return new Action.Delay(rule.path("delay").asLong());
    }
    if (rule.has("replace")) {
      return new Action.Replace(bytes(rule.path("replace")));
    }
    if (rule.has("answer")) {
      return new Action.Answer(bytes(rule.path("answer")));
    }
    if (rule.has("cut")) {
      return new Action.Cut(rule.path("cut").asString());
    }
    return switch (rule.path("do").asString("")) {
      case "drop" -> new Action.Drop();
      case "duplicate" -> new Action.Duplicate();
      case "reorder" -> new Action.Reorder();
      default ->
          throw new IllegalArgumentException(
              "A rule needs one of rewrite, delay, replace, answer, cut, or do: drop|duplicate|reorder; found "
                  + rule
                  + ".");
    };
  }

  private static List<Edit> edits(JsonNode nodes) {
    List<Edit> edits = new ArrayList<>();
    for (JsonNode node : nodes) {
      Edit.Op op =
          Edit.Op.valueOf(
              node.path("op").asString("set").toUpperCase(Locale.ROOT).replace('-', '_'));
      edits.add(new Edit(node.path("path").asString(), op, node.path("value").asString("")));
    }
    return edits;
  }

  private static ByteString bytes(JsonNode hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex.asString()));
  }
}
