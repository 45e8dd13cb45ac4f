/** The page of one run with all its evidence, and what every other page is made with. */
@NullMarked
package io.cloudstate.tck.reports.html;

import org.jspecify.annotations.NullMarked;
