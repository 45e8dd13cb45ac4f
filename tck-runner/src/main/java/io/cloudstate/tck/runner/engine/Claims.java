package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.UserFunctionError;
import io.cloudstate.tck.runner.wire.Attribution;
import io.cloudstate.tck.runner.wire.Served;
import io.cloudstate.tck.runner.wire.Tap;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.ModelService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Says which scenario a stream belongs to: the one whose token its first frames name. What names
 * none goes to the one scenario that runs alone on it: calls of {@code reportError}, and calls to
 * an action without a payload.
 */
public final class Claims implements Attribution {

  static final String DISCOVER = "cloudstate.EntityDiscovery/discover";
  static final String REPORT_ERROR = "cloudstate.EntityDiscovery/reportError";

  private static final Set<String> PROBES =
      Set.copyOf(ModelService.probes().stream().map(ModelService::fullName).toList());

  private final Map<String, WireSession> byToken = new ConcurrentHashMap<>();
  private final Map<String, WireSession> byMethod = new ConcurrentHashMap<>();
  private final Set<String> notes = new ConcurrentSkipListSet<>();

  /** Methods with streams that no scenario owned, and of each the first. */
  private final Map<String, String> strays = new ConcurrentHashMap<>();

  private volatile @Nullable WireSession listener;
  private volatile @Nullable WireSession pairsOwner;

  /** Hands over what names a token, no part of which may be a token too. */
  void claim(String token, WireSession session) {
    byToken.put(token, session);
  }

  void release(String token) {
    byToken.remove(token);
  }

  /** Hands over calls of an action's method that carry no token. */
  void claimMethod(String method, WireSession session) {
    byMethod.put(method, session);
  }

  void releaseMethod(String method) {
    byMethod.remove(method);
  }

  /** Hands reports of errors to this session, or with null to none. */
  void listen(@Nullable WireSession session) {
    listener = session;
  }

  /** Hands what proxies ask of discovery to the session that has the pair to itself, or to none. */
  void watchDiscovery(@Nullable WireSession session) {
    pairsOwner = session;
  }

  /** What a reader of the report should know of the traffic. */
  public List<String> notes() {
    Set<String> all = new TreeSet<>(notes);
    strays.forEach(
        (method, label) ->
            all.add(
                "Streams of %s that no scenario owned were not judged, for example for %s."
                    .formatted(method, label)));
    return List.copyOf(all);
  }

  @Override
  public Route route(String method, List<byte[]> messages, boolean ended, Served served) {
    if (method.equals(DISCOVER)) {
      return discovery(messages);
    }
    if (method.equals(REPORT_ERROR)) {
      messages.forEach(this::report);
      return relay();
    }
    Optional<EntityType> type = EntityType.ofRpc(method);
    if (type.isEmpty()) {
      return relay();
    }
    Opening opening = Opening.read(type.get(), messages);
    Optional<WireSession> owner = owner(opening);
    if (owner.isPresent()) {
      return owner.get().route(type.get(), method, opening, served);
    }
    if (!ended && type.get() == EntityType.ACTION && !opening.isTold()) {
      return new Route.Hold();
    }
    strays.putIfAbsent(method, opening.label());
    return PROBES.contains(opening.service()) ? new Route.Dismiss() : relay();
  }

  private Route discovery(List<byte[]> messages) {
    WireSession session = pairsOwner;
    if (session == null) {
      return new Route.Relay(Tap.NONE, answer -> AnnouncedProbes.added(answer, notes::add));
    }
    messages.forEach(request -> session.discovered(ByteString.copyFrom(request)));
    return new Route.Relay(
        Tap.NONE,
        answer -> {
          session.answered(answer);
          return AnnouncedProbes.added(answer, notes::add);
        });
  }

  private static Route relay() {
    return new Route.Relay(Tap.NONE, UnaryOperator.identity());
  }

  private void report(byte[] bytes) {
    WireSession session = listener;
    if (session != null) {
      session.reported(text(bytes));
    }
  }

  /** What an error report says. */
  public static String text(byte[] report) {
    try {
      return UserFunctionError.parseFrom(report).getMessage();
    } catch (InvalidProtocolBufferException otherBytes) {
      return "(bytes that are no UserFunctionError)";
    }
  }

  private Optional<WireSession> owner(Opening opening) {
    return byToken.entrySet().stream()
        .filter(claim -> opening.text().contains(claim.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .or(() -> Optional.ofNullable(byMethod.get(opening.service() + "/" + opening.command())));
  }
}
