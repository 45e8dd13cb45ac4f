package io.cloudstate.tck.model.proxy.http;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;

/** Tells whether a text is one JSON value and nothing else; pure. */
final class StrictJson {
  private StrictJson() {}

  static boolean isOneValue(String text) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      var unused = JsonParser.parseReader(reader);
      return !text.isBlank() && reader.peek() == JsonToken.END_DOCUMENT;
    } catch (MalformedJsonException | JsonParseException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot be read", e);
    }
  }
}
