/**
 * The reference service: the model service on the minimal support layer, and the defects that it
 * can be given.
 */
@NullMarked
package io.cloudstate.tck.model.service;

import org.jspecify.annotations.NullMarked;
