/** What conforming looks like, in code: the reference service and the reference proxy. */
@NullMarked
package io.cloudstate.tck.model;

import org.jspecify.annotations.NullMarked;
