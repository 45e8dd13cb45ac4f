/** Tests of the site of many runs. */
@NullMarked
package io.cloudstate.tck.reports.site;

import org.jspecify.annotations.NullMarked;
