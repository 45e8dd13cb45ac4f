package io.cloudstate.tck.model.proxy.eventing;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.model.proxy.discovery.EntityType;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.EventSource;
import io.cloudstate.tck.protocol.EventingProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One group of subscribers, which share one reading position in an event log; pure.
 *
 * @param eventLog the persistence id whose events they get
 * @param methods the methods of actions among which each event finds its own
 * @param defects the bugs to imitate
 */
record EventSubscription(
    String eventLog, List<MethodDescriptor> methods, Set<ProxyDefect> defects) {
  // What is typed by these hosts is no protobuf message, whatever its name.
  private static final List<String> OTHER_TYPES =
      List.of("json.cloudstate.io/", "p.cloudstate.io/");

  /**
   * What the actions among these services subscribe to. Methods of one service are one group unless
   * they name groups; a group that has a name is the same in all services.
   */
  static List<EventSubscription> of(List<DiscoveredService> services, Set<ProxyDefect> defects) {
    Map<Group, List<MethodDescriptor>> groups = new LinkedHashMap<>();
    for (DiscoveredService service : services) {
      if (service.type().filter(EntityType.ACTION::equals).isEmpty()) {
        continue;
      }
      for (MethodDescriptor method : service.descriptor().getMethods()) {
        EventSource source = method.getOptions().getExtension(EventingProto.eventing).getIn();
        if (source.hasEventLog()) {
          groups.computeIfAbsent(Group.of(source, method), group -> new ArrayList<>()).add(method);
        }
      }
    }
    List<EventSubscription> subscriptions = new ArrayList<>();
    groups.forEach(
        (group, methods) -> {
          boolean starved =
              defects.contains(ProxyDefect.CONSUMER_GROUP_STARVED)
                  && subscriptions.stream().anyMatch(s -> s.eventLog().equals(group.eventLog()));
          if (!starved) {
            subscriptions.add(
                new EventSubscription(group.eventLog(), List.copyOf(methods), defects));
          }
        });
    return subscriptions;
  }

  /**
   * Who gets an event: the method that takes its type, else the one that takes {@code Any}, else
   * nobody. Only with a defect are they several.
   */
  List<MethodDescriptor> takersOf(Any event) {
    List<MethodDescriptor> any = methods.stream().filter(Invocation::takesAny).toList();
    List<MethodDescriptor> typed = methods.stream().filter(method -> fits(method, event)).toList();
    if (has(ProxyDefect.SUBSCRIBER_CHOSEN_BY_ORDER)) {
      return methods.subList(0, 1);
    }
    if (has(ProxyDefect.ANY_SUBSCRIBER_IGNORED)) {
      return first(typed);
    }
    List<MethodDescriptor> takers = new ArrayList<>(first(typed));
    if (takers.isEmpty() || has(ProxyDefect.ANY_SUBSCRIBER_GETS_ALL)) {
      takers.addAll(first(any));
    }
    return takers;
  }

  private static boolean fits(MethodDescriptor method, Any event) {
    return OTHER_TYPES.stream().noneMatch(event.getTypeUrl()::startsWith)
        && Invocation.isOf(event, method.getInputType());
  }

  private static List<MethodDescriptor> first(List<MethodDescriptor> methods) {
    return methods.stream().limit(1).toList();
  }

  private boolean has(ProxyDefect defect) {
    return defects.contains(defect);
  }

  private record Group(String eventLog, String service, String name) {
    static Group of(EventSource source, MethodDescriptor method) {
      String name = source.getConsumerGroup();
      return new Group(
          source.getEventLog(), name.isEmpty() ? method.getService().getFullName() : "", name);
    }
  }
}
