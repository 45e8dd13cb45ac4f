/** Tests of the engine's pure parts; the rest is shown by the runs of the kit. */
@NullMarked
package io.cloudstate.tck.runner.engine;

import org.jspecify.annotations.NullMarked;
