/** Failures that are known, so that they do not gate as long as they are as described. */
@NullMarked
package io.cloudstate.tck.runner.known;

import org.jspecify.annotations.NullMarked;
