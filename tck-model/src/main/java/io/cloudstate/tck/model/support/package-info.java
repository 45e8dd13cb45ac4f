/**
 * The smallest language support library that conforms, written to be read as an example: discovery,
 * event sourced and value entities, and what the types in packages of their own share with these.
 */
@NullMarked
package io.cloudstate.tck.model.support;

import org.jspecify.annotations.NullMarked;
