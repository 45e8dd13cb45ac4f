/** The requirements, the scenarios and the known bugs as pages to read; it knows no run. */
@NullMarked
package io.cloudstate.tck.reports.reference;

import org.jspecify.annotations.NullMarked;
