/** Tests of the result document and its writers. */
@NullMarked
package io.cloudstate.tck.reports;

import org.jspecify.annotations.NullMarked;
