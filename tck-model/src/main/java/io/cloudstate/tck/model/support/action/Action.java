package io.cloudstate.tck.model.support.action;

import com.google.protobuf.Descriptors.MethodDescriptor;

/** An action as its author writes it: no state, only calls. */
public interface Action {
  /**
   * Takes a new call, before its first message.
   *
   * @param method the method called
   * @param metadata the call's metadata
   * @return what is done with the call's messages
   */
  ActionCall open(MethodDescriptor method, ActionMetadata metadata);
}
