/** Many runs as one site: who speaks the protocol, requirement by requirement, and since when. */
@NullMarked
package io.cloudstate.tck.reports.site;

import org.jspecify.annotations.NullMarked;
