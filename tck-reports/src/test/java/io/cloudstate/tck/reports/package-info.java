/** Result documents to test with, and tests of all forms of a report together. */
@NullMarked
package io.cloudstate.tck.reports;

import org.jspecify.annotations.NullMarked;
