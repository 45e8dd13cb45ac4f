package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.valueentity.ValueEntityAction;
import io.cloudstate.tck.protocol.valueentity.ValueEntityReply;
import java.util.List;
import java.util.Optional;

/**
 * What a value entity's stream decides, each decision a function of its arguments. As they stand
 * they conform; a test of the kit itself overrides one to get a service with a defect that cannot
 * be seen from outside.
 */
public class ValueEntityRules {
  /**
   * The state to go on with after a failed command (VE-05).
   *
   * @param before the state before the command
   * @param reached the state as the command had changed it before it failed
   */
  protected <S> S afterFailure(S before, S reached) {
    return before;
  }

  /**
   * The reply of a failed command: the failure, without its changes (VE-05) and its effects
   * (EFF-04).
   *
   * @param failure the failure alone
   * @param changes what the command had done to the state before it failed, in order
   * @param effects what it had asked for
   */
  protected ValueEntityReply failed(
      ValueEntityReply failure, List<ValueEntityAction> changes, List<SideEffect> effects) {
    return failure;
  }

  /**
   * The state once it is deleted (VE-03).
   *
   * @param before the state until then
   * @param empty the state of an entity that has none
   */
  protected <S> S afterDelete(S before, S empty) {
    return empty;
  }

  /**
   * The state action of a reply (VE-02 to VE-04): the last change.
   *
   * @param changes what the command did to the state, in order
   * @param whole the state after the command, as an update
   */
  protected Optional<ValueEntityAction> action(
      List<ValueEntityAction> changes, ValueEntityAction whole) {
    return changes.isEmpty() ? Optional.empty() : Optional.of(changes.get(changes.size() - 1));
  }
}
