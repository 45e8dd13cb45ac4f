/**
 * What was seen while one scenario ran: immutable, complete enough to judge from, and stored as it
 * is.
 */
@NullMarked
package io.cloudstate.tck.runner.trace;

import org.jspecify.annotations.NullMarked;
