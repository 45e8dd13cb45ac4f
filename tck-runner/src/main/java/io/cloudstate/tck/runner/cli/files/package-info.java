/**
 * The files and folders that a command reads or writes to, with words where that cannot be done.
 */
@NullMarked
package io.cloudstate.tck.runner.cli.files;

import org.jspecify.annotations.NullMarked;
