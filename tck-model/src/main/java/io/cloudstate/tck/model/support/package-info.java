/**
 * The smallest language support library that conforms: discovery, event sourced and value entities,
 * and actions, written to be read as an example.
 */
@NullMarked
package io.cloudstate.tck.model.support;

import org.jspecify.annotations.NullMarked;
