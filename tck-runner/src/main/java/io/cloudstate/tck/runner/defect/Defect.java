package io.cloudstate.tck.runner.defect;

import io.cloudstate.tck.runner.deploy.Mutation;

/**
 * A plausible bug.
 *
 * @param id for example {@code service/effects-reversed}
 * @param requirement the one it violates
 * @param title what the buggy side does
 * @param mutation how it is put into the pair
 */
public record Defect(String id, String requirement, String title, Mutation mutation) {}
