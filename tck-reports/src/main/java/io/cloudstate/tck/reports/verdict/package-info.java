/**
 * What a result document comes to, in words: whether it conforms, of how much, by what it fails,
 * and what changed since another one.
 */
@NullMarked
package io.cloudstate.tck.reports.verdict;

import org.jspecify.annotations.NullMarked;
