package io.cloudstate.tck.runner.wire;

import io.cloudstate.tck.runner.defect.Defects;
import io.cloudstate.tck.runner.engine.Claims;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Relays streams of arbitrary bytes, as a script of the kit says. The first byte picks the script,
 * the second the rpc; then each byte is something that happens, with a message after it where there
 * is one.
 */
public final class RelayFuzz {

  private static final int LONGEST = 0xff;

  private static final List<InterceptorScript> SCRIPTS =
      Stream.concat(
              Stream.of(InterceptorScript.transparent()),
              Defects.all().stream()
                  .flatMap(
                      defect ->
                          Stream.of(
                              defect.mutation().serviceScript(), defect.mutation().proxyScript()))
                  .filter(script -> !script.rules().isEmpty()))
          .toList();

  private static final List<String> RPCS =
      Stream.concat(
              Stream.of(
                  "some.Service/method",
                  "cloudstate.EntityDiscovery/discover",
                  "cloudstate.EntityDiscovery/reportError"),
              Arrays.stream(EntityType.values())
                  .flatMap(type -> type.rpcs().stream().map(rpc -> type.protocol() + "/" + rpc)))
          .toList();

  private RelayFuzz() {}

  /** One stream. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    int script = (data[0] & 0xff) % SCRIPTS.size();
    String rpc = RPCS.get((data[1] & 0xff) % RPCS.size());
    ByteBuffer rest = ByteBuffer.wrap(data, 2, data.length - 2);
    scripted(SCRIPTS.get(script), rpc, rest.duplicate());
    relayed(SCRIPTS.get(script), rpc, rest);
  }

  /** A script of the kit turns messages into what is to be sent, whatever they are. */
  private static void scripted(InterceptorScript script, String rpc, ByteBuffer rest) {
    ScriptedStream stream = new ScriptedStream(script, rpc);
    while (rest.hasRemaining()) {
      Side side = (rest.get() & 1) == 0 ? Side.IN : Side.OUT;
      byte[] message = message(rest);
      List<ScriptedStream.Effect> effects = stream.message(side, message);
      if (script.rules().isEmpty()
          && !(effects.size() == 1
              && effects.get(0) instanceof ScriptedStream.Send send
              && Arrays.equals(send.bytes().toByteArray(), message))) {
        throw new AssertionError("Without a script, a message does not pass as it is: " + effects);
      }
    }
    stream.rest(Side.IN);
    stream.rest(Side.OUT);
    stream.passes(InterceptorScript.On.END);
  }

  /** What a relayed stream does to both sides keeps to what gRPC allows. */
  private static void relayed(InterceptorScript script, String rpc, ByteBuffer rest) {
    boolean plain = script.rules().isEmpty() && !rpc.endsWith("/discover");
    StrictCalls calls = new StrictCalls(rpc);
    RelayedStream relay = calls.relay(new Claims(), script);
    List<byte[]> in = new ArrayList<>();
    List<byte[]> out = new ArrayList<>();
    while (rest.hasRemaining() && !calls.serverIsOver()) {
      switch (rest.get() % 8) {
        case 0, 1, 2 -> {
          if (calls.serverTakes() && !calls.halfClosed()) {
            byte[] message = message(rest);
            in.add(message);
            relay.onMessage(message);
          }
        }
        case 3, 4 -> {
          if (calls.clientTakes()) {
            byte[] message = message(rest);
            out.add(message);
            calls.answer(message);
          }
        }
        case 5 -> calls.halfClose(relay);
        case 6 -> calls.finish();
        default -> calls.turn(relay);
      }
    }
    if (plain) {
      same("the service", in, calls.atService(), !calls.isOpened());
      same("the proxy", out, calls.atProxy(), false);
    }
    if (!calls.serverIsOver()) {
      calls.cancel(relay);
    }
  }

  private static void same(String where, List<byte[]> sent, List<byte[]> come, boolean held) {
    if (held && come.isEmpty()) {
      return;
    }
    if (!Arrays.deepEquals(sent.toArray(), come.toArray())) {
      throw new AssertionError(
          sent.size() + " messages were sent, and " + come.size() + " others came to " + where);
    }
  }

  private static byte[] message(ByteBuffer rest) {
    if (!rest.hasRemaining()) {
      return new byte[0];
    }
    byte[] message = new byte[Math.min(rest.get() & LONGEST, rest.remaining())];
    rest.get(message);
    return message;
  }
}
