package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.failure;
import static io.cloudstate.tck.model.proxy.ProxyUnderTest.message;
import static io.cloudstate.tck.model.proxy.ScriptedFunction.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.model.proxy.ScriptedFunction.Stream;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.model.Response;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A service that goes away, and comes back at the same address. */
final class ReconnectTest {

  @Test
  void rebuildsEntitiesOnceTheServiceIsBack() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start()) {
      int port = goneWithAnIdleAndABusyEntity(proxy);
      try (ScriptedFunction again = new ScriptedFunction(ScriptedFunction.spec(), port)) {
        Future<Response> call = proxy.process("idle");
        Stream stream = again.stream();
        assertThat(stream.command("1:A", "2:B").getId()).isEqualTo(1);
        stream.reply(1, response("ABC"), "C");
        assertThat(message(call)).isEqualTo("ABC");

        call = proxy.process("busy");
        stream = again.stream();
        stream.command();
        stream.reply(1, response(""));
        assertThat(message(call)).isEmpty();
      }
    }
  }

  @Test
  void failsCallsWhileTheServiceIsAwayTheQueuedOnesToo() {
    try (ProxyUnderTest proxy = ProxyUnderTest.impatient(Duration.ofSeconds(5))) {
      int port = goneWithAnIdleAndABusyEntity(proxy);
      Future<Response> first = proxy.process("idle");
      Future<Response> second = proxy.process("idle");
      Future<Response> third = proxy.process("idle");
      assertThat(failure(first)).contains("could not be reached");
      assertThat(failure(second)).contains("could not be reached");
      assertThat(failure(third)).contains("could not be reached");
      try (ScriptedFunction again = new ScriptedFunction(ScriptedFunction.spec(), port)) {
        Future<Response> call = proxy.process("idle");
        Stream stream = again.stream();
        stream.command("1:A", "2:B");
        stream.reply(1, response("AB"));
        assertThat(message(call)).isEqualTo("AB");
      }
    }
  }

  @Test
  void losesAnIdleEntitysStateWithADefectOnly() {
    try (ProxyUnderTest proxy = ProxyUnderTest.start(ProxyDefect.SERVICE_LOSS_LOSES_IDLE)) {
      int port = goneWithAnIdleAndABusyEntity(proxy);
      try (ScriptedFunction again = new ScriptedFunction(ScriptedFunction.spec(), port)) {
        var unused = proxy.process("idle");
        again.stream().command();
      }
    }
  }

  @Test
  void strandsAnIdleEntityWithADefectOnly() {
    try (ProxyUnderTest proxy =
        ProxyUnderTest.impatient(Duration.ofSeconds(5), ProxyDefect.SERVICE_LOSS_STRANDS_IDLE)) {
      int port = goneWithAnIdleAndABusyEntity(proxy);
      try (ScriptedFunction again = new ScriptedFunction(ScriptedFunction.spec(), port)) {
        assertThat(failure(proxy.process("idle"))).startsWith("UNKNOWN");
        assertThat(again.noStreamOpened()).isTrue();
      }
    }
  }

  /** The port of a service that is gone, as the proxy has noticed. */
  private static int goneWithAnIdleAndABusyEntity(ProxyUnderTest proxy) {
    Future<Response> idle = proxy.process("idle");
    Stream stream = proxy.function().stream();
    stream.command();
    stream.reply(1, response("AB"), "A", "B");
    message(idle);
    Future<Response> busy = proxy.process("busy");
    proxy.function().stream().command();
    int port = proxy.function().port();
    proxy.function().close();
    assertThat(failure(busy)).startsWith("UNKNOWN");
    return port;
  }
}
