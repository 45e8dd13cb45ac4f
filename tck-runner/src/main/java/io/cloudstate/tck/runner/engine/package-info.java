/** Runs scenarios: performs what the judge asks for and feeds it what comes. */
@NullMarked
package io.cloudstate.tck.runner.engine;

import org.jspecify.annotations.NullMarked;
