/**
 * The forms in which a result document is written: for servers, for badges, for pull requests, for
 * people.
 */
@NullMarked
package io.cloudstate.tck.reports.format;

import org.jspecify.annotations.NullMarked;
