/**
 * What is said of a run, while it goes on and in the end: on the terminal, and to GitHub Actions.
 */
@NullMarked
package io.cloudstate.tck.runner.cli.terminal;

import org.jspecify.annotations.NullMarked;
