/** Makes text that a candidate may have written safe to look at, short and readable. */
@NullMarked
package io.cloudstate.tck.reports.text;

import org.jspecify.annotations.NullMarked;
