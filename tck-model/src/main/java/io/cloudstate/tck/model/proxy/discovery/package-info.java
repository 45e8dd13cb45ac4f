/**
 * The connection to the user function: asking what it serves, reading its answer, telling it of its
 * errors.
 */
@NullMarked
package io.cloudstate.tck.model.proxy.discovery;

import org.jspecify.annotations.NullMarked;
