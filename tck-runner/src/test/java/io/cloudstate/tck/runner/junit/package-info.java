/** The kit's run as tests of the JUnit Platform, as a build tool sees it. */
@NullMarked
package io.cloudstate.tck.runner.junit;

import org.jspecify.annotations.NullMarked;
