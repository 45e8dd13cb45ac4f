/**
 * What a reference proxy is told: where it serves and for whom, and which known bugs and habits it
 * has.
 */
@NullMarked
package io.cloudstate.tck.model.proxy.settings;

import org.jspecify.annotations.NullMarked;
