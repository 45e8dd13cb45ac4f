/** The interceptor by itself, and what passes it in words. */
@NullMarked
package io.cloudstate.tck.runner.cli.tap;

import org.jspecify.annotations.NullMarked;
