/**
 * The command line: what is read of it, and all commands, each of which stands with what it does.
 */
@NullMarked
package io.cloudstate.tck.runner.cli;

import org.jspecify.annotations.NullMarked;
