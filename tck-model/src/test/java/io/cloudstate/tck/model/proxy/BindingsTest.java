package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Command;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP bindings of every kind, on a service whose commands and replies are the same message. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BindingsTest {
  private final ProxyUnderTest proxy = ProxyUnderTest.start(ProbeSpec.spec());

  @BeforeAll
  void echo() {
    proxy.function().echo();
  }

  @AfterAll
  void close() {
    proxy.close();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET | /q/a?text=t&big=-9007199254740993&unsigned=18446744073709551615 | | {"id":"a","text":"t","big":"-9007199254740993","unsigned":"18446744073709551615"}
          GET | /q/a?flag=true&ratio=1.5&color=RED&raw=AQID | | {"id":"a","flag":true,"ratio":1.5,"color":"RED","raw":"AQID"}
          GET | /q/a?two_words=original | | {"id":"a","twoWords":"original"}
          GET | /q/a?twoWords=json&custom=c | | {"id":"a","twoWords":"json","custom":"c"}
          GET | /q/a?tags=x&numbers=1&tags=y&numbers=2 | | {"id":"a","tags":["x","y"],"numbers":["1","2"]}
          GET | /q/a?inner.text=t&inner.big=1&node.next.text=n | | {"id":"a","inner":{"text":"t","big":"1"},"node":{"next":{"text":"n"}}}
          GET | /q/a?at=2020-01-01T00:00:00Z&wrapped=w | | {"id":"a","at":"2020-01-01T00:00:00Z","wrapped":"w"}
          GET | /q/a?text=a+b%2Bc%26d%25%F0%9F%98%80 | | {"id":"a","text":"a b+c\\u0026d%😀"}
          GET | /b/a | | {"id":"a"}
          GET | /b/a/t | | {"id":"a","text":"t"}
          POST | /b | {"id":"a","text":"t"} | {"id":"a","text":"t"}
          PUT | /put/a?text=ignored | {"id":"ignored","big":"5","two_words":"original"} | {"id":"a","big":"5","twoWords":"original"}
          PUT | /put/a | | {"id":"a"}
          PATCH | /patch/a?text=t | {"text":"i"} | {"id":"a","text":"t","inner":{"text":"i"}}
          DELETE | /delete/a?text=t | | {"id":"a","text":"t"}
          GET | /n/deep/of/a | | {"id":"a","inner":{"text":"deep"}}
          GET | /s/rooms/1/t | | {"id":"rooms/1","text":"t"}
          GET | /d/a/b/c?text=t | | {"id":"a/b/c","text":"t"}
          POST | /v/a:cancel | {"text":"t"} | {"id":"a","text":"t"}
          POST | /tags/a?text=t | ["x","y"] | {"id":"a","text":"t","tags":["x","y"]}
          POST | /words/a | "w" | {"id":"a","twoWords":"w"}
          POST | /probe.Probe/Plain | {"id":"a","text":"t"} | {"id":"a","text":"t"}
          POST | /probe.Probe/Query | {"id":"a"} | {"id":"a"}
          GET | /q/a%2Fb | | {"id":"a/b"}
          GET | /q/a%20b+c | | {"id":"a b+c"}
          GET | /q/100%25 | | {"id":"100%"}
          GET | /q/%2525 | | {"id":"%25"}
          GET | /q/%F0%9F%98%80 | | {"id":"😀"}
          GET | /q/a;b=c:d%3Be%3Ff%23g | | {"id":"a;b\\u003dc:d;e?f#g"}
          """)
  void readsRequests(String method, String path, String body, String request)
      throws InvalidProtocolBufferException {
    assertThat(await(call(method, path, body)).statusCode()).isEqualTo(200);
    assertThat(json(proxy.function().echoed())).isEqualTo(request);
  }

  @Test
  void readsLongIdsOfStrangeCharacters() {
    String id = "/ä %😀".repeat(205);
    String path = "/q/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    assertThat(await(call("GET", path, "")).statusCode()).isEqualTo(200);
    assertThat(proxy.function().echoed().getEntityId()).isEqualTo(id);
  }

  @Test
  void joinsSeveralKeys() {
    assertThat(await(call("GET", "/pair/a/7", "")).statusCode()).isEqualTo(200);
    assertThat(proxy.function().echoed().getEntityId()).isEqualTo("a-7");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /inner/a | {"text":"t"} | {"text":"t","big":"0"}
          /tags/a  | ["x","y"]    | ["x","y"]
          /tags/a  | []           | []
          /words/a | "w"          | "w"
          /b       | {"id":"a","inner":{},"numbers":[1]} | {"id":"a","text":"","big":"0","unsigned":"0","flag":false,"ratio":0.0,"color":"NONE","raw":"","tags":[],"numbers":["1"],"inner":{"text":"","big":"0"},"inners":[],"twoWords":"","custom":""}
          """)
  void printsReplies(String path, String body, String answered) {
    HttpResponse<String> answer = await(call("POST", path, body));
    proxy.function().echoed();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/json");
    assertThat(answer.body()).isEqualTo(answered);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/q/a?nope=1",
        "/q/a?id=b",
        "/q/a?big=x",
        "/q/a?big=9223372036854775808",
        "/q/a?flag=yes",
        "/q/a?color=BLUE",
        "/q/a?inner=x",
        "/q/a?inner=x&inner.text=t",
        "/q/a?inner.text=t&inner=x",
        "/q/a?text.x=1",
        "/q/a?inners.text=1",
        "/s/rooms/1/t?text=u",
      })
  void refusesQueriesThatDoNotFit(String path) {
    assertThat(await(proxy.http("GET", path, "")).statusCode()).isEqualTo(400);
    assertThat(proxy.function().allEchoed()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"text\":",
        "{\"text\":\"t\"} x",
        "{\"text\":\"t\"}{}",
        "{text:\"t\"}",
        "{'text':'t'}",
        "{\"text\":\"t\",}",
        "{\"text\":\"t\"/**/}",
        "[]",
        "7",
        "null",
        "\"t\"",
        "NaN",
        "{\"nope\":1}",
        "{\"text\":7,\"big\":\"x\"}",
        "{\"inner\":{\"nope\":1}}",
        "{\"text\":\"\\x\"}"
      })
  void refusesBodiesThatAreNoRequest(String body) {
    for (String path : new String[] {"/put/a", "/probe.Probe/Plain"}) {
      HttpResponse<String> answer =
          await(proxy.http(path.startsWith("/put") ? "PUT" : "POST", path, body));
      assertThat(answer.statusCode()).as(path).isEqualTo(400);
      assertThat(answer.body()).as(path).isNotEmpty();
    }
    assertThat(proxy.function().allEchoed()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, /, 404",
    "GET, /q, 404",
    "GET, /q/a/b, 404",
    "DELETE, /q/a, 404",
    "GET, /s/halls/1/t, 404",
    "POST, /v/a, 404",
    "POST, /probe.Probe/Nope, 404",
    "POST, /probe.Nope/Plain, 404",
    "PUT, /probe.Probe/Plain, 405",
    "GET, /probe.Probe/Plain, 405"
  })
  void servesNothingElsewhere(String method, String path, int status) {
    assertThat(await(proxy.http(method, path, method.startsWith("P") ? "{}" : "")).statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          HTTP_ADDITIONAL_BINDINGS_MISSING | GET | /b/a/t | | 404 text/plain | nothing is served at GET /b/a/t
          HTTP_PATH_NOT_DECODED | GET | /q/a%20b | | 200 application/json | "id":"a%20b"
          HTTP_QUERY_IGNORED | GET | /q/a?text=t | | 200 application/json | "text":""
          HTTP_REPEATED_QUERY_LAST_ONLY | GET | /q/a?tags=x&tags=y | | 200 application/json | "tags":["y"]
          HTTP_NESTED_QUERY_IGNORED | GET | /q/a?inner.text=t&text=u | | 200 application/json | "numbers":[],"inners":[]
          HTTP_QUERY_BEATS_PATH | GET | /q/a?id=b | | 200 application/json | "id":"b"
          HTTP_UNKNOWN_QUERY_IGNORED | GET | /q/a?nope=b | | 200 application/json | "id":"a"
          HTTP_BODY_FIELD_AS_WHOLE | PATCH | /patch/a | {"text":"t"} | 200 application/json | "id":"a","text":"t"
          HTTP_RESPONSE_BODY_WHOLE | POST | /inner/a | {"text":"t"} | 200 application/json | {"id":"a"
          HTTP_LONGS_AS_NUMBERS | PUT | /put/a | {"big":1,"text":"2","inner":{"big":3},"numbers":[4]} | 200 application/json | "big":1,"unsigned":0
          HTTP_LONGS_AS_NUMBERS | PUT | /put/a | {"big":1,"text":"2","inner":{"big":3},"numbers":[4]} | 200 application/json | "numbers":[4],"inner":{"text":"","big":3}
          HTTP_ORIGINAL_FIELD_NAMES | PUT | /put/a | {} | 200 application/json | "two_words":""
          HTTP_JSON_AS_TEXT | PUT | /put/a | {} | 200 text/plain | "id":"a"
          HTTP_LENIENT_JSON | PUT | /put/a | {} x | 200 application/json | "id":"a"
          """)
  void defectsShow(
      ProxyDefect defect, String method, String path, String body, String status, String text) {
    try (ProxyUnderTest defective = ProxyUnderTest.start(ProbeSpec.spec(), defect)) {
      defective.function().echo();
      HttpResponse<String> answer = await(defective.http(method, path, body == null ? "" : body));
      String type = answer.headers().firstValue("content-type").orElse("");
      assertThat(answer.statusCode() + " " + type).startsWith(status);
      assertThat(answer.body()).contains(text);
    }
  }

  private Future<HttpResponse<String>> call(String method, String path, String body) {
    return proxy.http(method, path, body == null ? "" : body);
  }

  private static String json(Command command) throws InvalidProtocolBufferException {
    return JsonFormat.printer()
        .omittingInsignificantWhitespace()
        .print(DynamicMessage.parseFrom(ProbeSpec.ask(), command.getPayload().getValue()));
  }
}
