/** Tests of what makes text safe to look at. */
@NullMarked
package io.cloudstate.tck.reports.text;

import org.jspecify.annotations.NullMarked;
