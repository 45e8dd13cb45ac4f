/** Runs what is tested in containers of its own, with little trust, and leaves none behind. */
@NullMarked
package io.cloudstate.tck.runner.deploy.container;

import org.jspecify.annotations.NullMarked;
