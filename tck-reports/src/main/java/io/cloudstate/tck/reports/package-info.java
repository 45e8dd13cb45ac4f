/**
 * What was seen: the result document of a run, as immutable records, and the writers that render
 * it.
 */
@NullMarked
package io.cloudstate.tck.reports;

import org.jspecify.annotations.NullMarked;
