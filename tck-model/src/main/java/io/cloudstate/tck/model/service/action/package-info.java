/** The actions of the model service. */
@NullMarked
package io.cloudstate.tck.model.service.action;

import org.jspecify.annotations.NullMarked;
