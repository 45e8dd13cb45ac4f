package io.cloudstate.tck.runner.engine;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/**
 * How busy the machine is. Where more wants to run than it has processors, all takes longer, and
 * nobody is to blame for that.
 */
final class Load {

  private static final double MOST = 8;

  private final DoubleSupplier perProcessor;
  private final AtomicLong most = new AtomicLong(Double.doubleToLongBits(1));

  /**
   * A load.
   *
   * @param perProcessor how many threads want to run on each processor; may be anything where that
   *     is not known
   */
  Load(DoubleSupplier perProcessor) {
    this.perProcessor = perProcessor;
  }

  /** That of this machine, over the last minute. Systems that do not tell count as idle. */
  static Load ofThisMachine() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return new Load(() -> system.getSystemLoadAverage() / system.getAvailableProcessors());
  }

  /** How many times as long as on an idle machine things may take now, from 1 to 8. */
  double factor() {
    double factor = Math.min(MOST, Math.max(1, perProcessor.getAsDouble()));
    // The bits of positive numbers are in the order of the numbers.
    most.accumulateAndGet(Double.doubleToLongBits(factor), Math::max);
    return factor;
  }

  /** The highest factor that was given. */
  double mostGiven() {
    return Double.longBitsToDouble(most.get());
  }
}
