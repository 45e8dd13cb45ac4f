/** The kit's run as tests of the JUnit Platform. */
@NullMarked
package io.cloudstate.tck.runner.junit;

import org.jspecify.annotations.NullMarked;
