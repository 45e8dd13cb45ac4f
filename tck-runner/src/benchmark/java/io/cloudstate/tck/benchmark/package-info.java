/** How fast the kit is, beside what could be had at best in the same minute. */
@NullMarked
package io.cloudstate.tck.benchmark;

import org.jspecify.annotations.NullMarked;
