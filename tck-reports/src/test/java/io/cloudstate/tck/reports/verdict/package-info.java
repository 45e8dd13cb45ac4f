/** Tests of what a result document comes to. */
@NullMarked
package io.cloudstate.tck.reports.verdict;

import org.jspecify.annotations.NullMarked;
