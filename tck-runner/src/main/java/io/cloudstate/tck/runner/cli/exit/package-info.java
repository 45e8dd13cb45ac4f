/**
 * How a command ends: its exit status, what of a failure counts for that, and what else ends it.
 */
@NullMarked
package io.cloudstate.tck.runner.cli.exit;

import org.jspecify.annotations.NullMarked;
