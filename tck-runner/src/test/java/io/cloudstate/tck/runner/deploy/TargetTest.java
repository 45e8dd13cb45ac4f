package io.cloudstate.tck.runner.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets as one writes them. */
final class TargetTest {

  @Test
  void embeddedIsTheReference() {
    assertThat(Target.parse("embedded")).isEqualTo(new Target.Embedded());
    assertThat(new Target.Embedded().text()).isEqualTo("embedded");
  }

  @ParameterizedTest
  @CsvSource({
    "tcp:localhost:8080, localhost, 8080",
    "tcp:127.0.0.1:1, 127.0.0.1, 1",
    "tcp:some-host.example:65535, some-host.example, 65535",
    "tcp:[::1]:9000, ::1, 9000",
  })
  void tcpNamesHostAndPort(String text, String host, int port) {
    assertThat(Target.parse(text)).isEqualTo(new Target.Tcp(new Endpoint(host, port)));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp:localhost:8080",
    "tcp:[::1]:9000",
    "exec:./run --fast",
    "image:library",
    "image:some/library:1.0",
    "image:registry.example:5000/some/library:1.0",
    "image:some/library@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "embedded",
  })
  void whatATargetSaysOfItselfCanBeReadAgain(String text) {
    assertThat(Target.parse(text).text()).isEqualTo(text);
  }

  @Test
  void execTakesTheWholeCommand() {
    assertThat(Target.parse("exec: ./run --port 1:2 'a b' "))
        .isEqualTo(new Target.Exec("./run --port 1:2 'a b'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                     | is no target; the forms are: embedded, tcp:HOST:PORT",
        "localhost:8080         | is no target",
        "Embedded               | is no target",
        "tcp:a b:80             | a host's name has letters from a to z",
        "tcp:-x:80              | a host's name has letters from a to z",
        "tcp:h\u00f6st:80           | begins with xn--",
        "tcp:                   | is no target",
        "tcp:localhost          | is no target",
        "tcp::8080              | is no target",
        "tcp:localhost:         | is no target",
        "tcp:localhost:http     | is no target",
        "tcp:localhost:-1       | is no target",
        "tcp:::1:80             | is no target",
        "tcp:localhost:0        | a port is a number from 1 to 65535",
        "tcp:localhost:65536    | a port is a number from 1 to 65535",
        "tcp:localhost:99999    | a port is a number from 1 to 65535",
        "exec:                  | names no command",
        "'exec:   '             | names no command",
        "image:                 | names no image; write image:NAME[:TAG]",
        "image:Some/Image       | names no image",
        "image:a b              | names no image",
        "image:name:            | names no image",
        "image:-v               | names no image",
        "http://localhost:8080  | is no target",
      })
  void anythingElseIsRefusedWithWhatIsExpected(String text, String message) {
    assertThatThrownBy(() -> Target.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining(message);
  }
}
