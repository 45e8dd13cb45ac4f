/** Reads requirement and scenario files, and says where and why one cannot be read. */
@NullMarked
package io.cloudstate.tck.specs.read;

import org.jspecify.annotations.NullMarked;
