package io.cloudstate.tck.model.proxy.eventing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.proxy.discovery.ErrorReports;
import io.cloudstate.tck.model.proxy.routing.Aftermath;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.routing.Router;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxySettings;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.SideEffect;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What follows a subscriber's answer. Whether its forward succeeds is nobody's to hear: the event
 * was taken with the answer.
 */
public final class SubscriberAftermath extends Aftermath {
  private static final Outcome TAKEN = new Outcome.Replied(ByteString.EMPTY);
  private final Set<ProxyDefect> defects;

  /**
   * What follows for the subscribers of one proxy.
   *
   * @param router where forwards and effects lead
   * @param reports told of those that lead nowhere
   * @param settings the bugs to imitate, and what else to do otherwise
   */
  public SubscriberAftermath(Router router, ErrorReports reports, ProxySettings settings) {
    super(router, reports, asOfCommands(settings.defects()), settings.habits());
    this.defects = settings.defects();
  }

  private static Set<ProxyDefect> asOfCommands(Set<ProxyDefect> defects) {
    return defects.contains(ProxyDefect.SUBSCRIBER_FORWARD_BEFORE_EFFECTS)
        ? EnumSet.of(ProxyDefect.FORWARD_BEFORE_EFFECTS)
        : defects;
  }

  @Override
  public CompletionStage<Outcome> of(
      MethodDescriptor method, boolean forwarded, ClientAction action, List<SideEffect> effects) {
    boolean stays = action.hasForward() && defects.contains(ProxyDefect.SUBSCRIBER_FORWARD_NOT_RUN);
    return super.of(
            method,
            forwarded,
            stays ? ClientAction.getDefaultInstance() : action,
            defects.contains(ProxyDefect.SUBSCRIBER_EFFECTS_NOT_RUN) ? List.of() : effects)
        .thenApply(outcome -> action.hasFailure() ? outcome : TAKEN);
  }
}
