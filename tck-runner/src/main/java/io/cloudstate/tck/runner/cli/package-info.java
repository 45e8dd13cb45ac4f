/** The command line. */
@NullMarked
package io.cloudstate.tck.runner.cli;

import org.jspecify.annotations.NullMarked;
