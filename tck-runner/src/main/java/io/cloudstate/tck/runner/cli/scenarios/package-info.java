/** Which scenarios there are, what they say, and which of them are chosen. */
@NullMarked
package io.cloudstate.tck.runner.cli.scenarios;

import org.jspecify.annotations.NullMarked;
