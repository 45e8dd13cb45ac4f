/** Stands between proxy and candidate: relays every byte, records, and obeys a script. */
@NullMarked
package io.cloudstate.tck.runner.wire;

import org.jspecify.annotations.NullMarked;
