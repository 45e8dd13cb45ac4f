package io.cloudstate.tck.model.proxy.discovery;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;

/** What the proxy makes of a discovered spec. */
public sealed interface SpecVerdict {

  /**
   * The spec is sound.
   *
   * @param services what is to be served
   * @param files what holds all their types
   */
  record Accepted(List<DiscoveredService> services, List<FileDescriptor> files)
      implements SpecVerdict {}

  /**
   * The spec is refused.
   *
   * @param reason why
   */
  record Refused(String reason) implements SpecVerdict {}
}
