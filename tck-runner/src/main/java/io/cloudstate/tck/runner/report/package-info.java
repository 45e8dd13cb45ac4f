/** Turns scenarios, traces and verdicts into the records of the result document. */
@NullMarked
package io.cloudstate.tck.runner.report;

import org.jspecify.annotations.NullMarked;
