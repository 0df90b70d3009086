package org.entresol.model;

import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;

/** How long a unit of time is in a program. */
enum TimeScale {
  /** So short that the memory of no expired entry is reclaimed before an operation meets it. */
  FINE(TimeUnit.MILLISECONDS),
  /** So long that the memory of expired entries may be reclaimed before an operation meets them. */
  COARSE(TimeUnit.SECONDS);

  private final TimeUnit unit;

  TimeScale(TimeUnit unit) {
    this.unit = unit;
  }

  Duration units(int amount) {
    return new Duration(unit, amount);
  }

  java.time.Duration time(int amount) {
    return java.time.Duration.of(amount, unit.toChronoUnit());
  }
}
