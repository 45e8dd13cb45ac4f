/**
 * Commands on the results of runs that have ended: judged again, compared, merged, or on one site.
 */
@NullMarked
package io.cloudstate.tck.runner.cli.results;

import org.jspecify.annotations.NullMarked;
