/** Tests of the page of one run. */
@NullMarked
package io.cloudstate.tck.reports.html;

import org.jspecify.annotations.NullMarked;
