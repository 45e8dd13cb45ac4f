/** Bugs to put into the pair on purpose, so that one can see the scenarios find them. */
@NullMarked
package io.cloudstate.tck.runner.defect;

import org.jspecify.annotations.NullMarked;
