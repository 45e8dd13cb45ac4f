/** What options say of targets, and the commands that look after what targets need. */
@NullMarked
package io.cloudstate.tck.runner.cli.targets;

import org.jspecify.annotations.NullMarked;
