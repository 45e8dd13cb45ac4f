/**
 * What must hold: the requirement catalogue, the scenarios as data, their reader and its errors.
 */
@NullMarked
package io.cloudstate.tck.specs;

import org.jspecify.annotations.NullMarked;
