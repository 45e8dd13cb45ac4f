/**
 * The runner: starts the pair, stands between them on the wire, replays scenarios, and judges what
 * it saw.
 */
@NullMarked
package io.cloudstate.tck.runner;

import org.jspecify.annotations.NullMarked;
