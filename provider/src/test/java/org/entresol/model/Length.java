package org.entresol.model;

import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/** An answer of an expiry policy. */
enum Length {
  /** Null: the instant stays. */
  UNCHANGED,
  ZERO,
  SHORT,
  LONG,
  ETERNAL,
  /** The policy throws. */
  FAILING;

  @Nullable Duration duration(TimeScale scale) {
    return switch (this) {
      case UNCHANGED -> null;
      case ZERO -> Duration.ZERO;
      case SHORT -> scale.units(2);
      case LONG -> scale.units(7);
      case ETERNAL -> Duration.ETERNAL;
      case FAILING -> throw new IllegalStateException("the policy fails");
    };
  }
}
