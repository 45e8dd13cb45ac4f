/** What HTTP clients with JSON are owed beside, and sometimes instead of, what Armeria does. */
@NullMarked
package io.cloudstate.tck.model.proxy.http;

import org.jspecify.annotations.NullMarked;
