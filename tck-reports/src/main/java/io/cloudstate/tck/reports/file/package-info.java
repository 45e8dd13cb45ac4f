/** Writes a result document into files that are whole at any time, and reads one back. */
@NullMarked
package io.cloudstate.tck.reports.file;

import org.jspecify.annotations.NullMarked;
