/**
 * What was seen: the result document of a run, and all that is made of it, in packages of which
 * each knows only those before it: text, document, file, verdict, html, and then reference, site
 * and format, which do not know each other.
 */
@NullMarked
package io.cloudstate.tck.reports;

import org.jspecify.annotations.NullMarked;
