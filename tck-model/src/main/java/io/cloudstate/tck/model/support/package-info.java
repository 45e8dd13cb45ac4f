/**
 * The smallest language support library that conforms: discovery and the event sourced protocol,
 * written to be read as an example.
 */
@NullMarked
package io.cloudstate.tck.model.support;

import org.jspecify.annotations.NullMarked;
