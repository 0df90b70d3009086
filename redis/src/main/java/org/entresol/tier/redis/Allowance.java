package org.entresol.tier.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;

/**
 * How often something that others ask for is done in a second; what is more is not. Thread-safe.
 */
final class Allowance {

  private final int most;
  private final Reminder second;
  private final AtomicInteger left;

  /** Creates an allowance of which nothing is used. */
  Allowance(int most, Clock clock) {
    this.most = most;
    this.second = new Reminder(Duration.ofSeconds(1), clock);
    this.left = new AtomicInteger(most);
  }

  /** Whether it may be done once more. */
  boolean take() {
    if (second.isDue()) {
      left.set(most);
    }
    return left.get() > 0 && left.getAndDecrement() > 0;
  }
}
