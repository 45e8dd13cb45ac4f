/**
 * Actions: each call of theirs is one to the service, whose responses are carried out one by one.
 */
@NullMarked
package io.cloudstate.tck.model.proxy.action;

import org.jspecify.annotations.NullMarked;
