/** Tests of the file that is read back. */
@NullMarked
package io.cloudstate.tck.reports.file;

import org.jspecify.annotations.NullMarked;
