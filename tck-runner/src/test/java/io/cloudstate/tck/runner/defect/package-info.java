/** Shows that the scenarios find the bugs that they are for. */
@NullMarked
package io.cloudstate.tck.runner.defect;

import org.jspecify.annotations.NullMarked;
