package io.cloudstate.tck.model.support;

/**
 * What the handler of a value entity's command may see and ask for.
 *
 * @param <S> the entity's state
 */
public interface ValueEntityContext<S> extends CommandContext {
  /** The state with all changes so far, those that this command made included. */
  S state();

  /** Makes this the state; it is persisted with the command's reply unless changed once more. */
  void update(S state);

  /** Deletes the state, which is empty from now on, unless changed once more. */
  void delete();
}
