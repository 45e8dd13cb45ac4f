/** One run, from its options to its verdict: scenarios in rounds on pairs, and what they show. */
@NullMarked
package io.cloudstate.tck.runner.cli.run;

import org.jspecify.annotations.NullMarked;
