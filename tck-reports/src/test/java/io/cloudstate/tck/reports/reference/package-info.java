/** Tests of the pages that say what is judged. */
@NullMarked
package io.cloudstate.tck.reports.reference;

import org.jspecify.annotations.NullMarked;
