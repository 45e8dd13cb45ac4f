package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.Channel;

/**
 * One stream of an entity, or one call to an action.
 *
 * @param instance which one of the channel's streams, from 1
 */
record StreamId(Channel.OfEntity channel, int instance) {

  static StreamId of(Happening.OnStream what) {
    return new StreamId(what.channel(), what.instance());
  }
}
