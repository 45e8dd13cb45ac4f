/**
 * The result document: what is known of a run, as immutable records that know no form to be written
 * in.
 */
@NullMarked
package io.cloudstate.tck.reports.document;

import org.jspecify.annotations.NullMarked;
