/** Tests of the forms in which a result document is written. */
@NullMarked
package io.cloudstate.tck.reports.format;

import org.jspecify.annotations.NullMarked;
