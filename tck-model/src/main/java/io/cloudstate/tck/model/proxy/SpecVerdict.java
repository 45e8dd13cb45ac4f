package io.cloudstate.tck.model.proxy;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;

/** What the proxy makes of a discovered spec. */
sealed interface SpecVerdict {

  /** The spec is sound: these services are to be served; the files hold all their types. */
  record Accepted(List<DiscoveredService> services, List<FileDescriptor> files)
      implements SpecVerdict {}

  /** The spec is refused, for this reason. */
  record Refused(String reason) implements SpecVerdict {}
}
