package org.entresol.tier.memory;

import java.time.Duration;

/** A time from now on, in milliseconds of the authority's clock. */
record Span(long now, long end) {

  static Span of(MemoryAuthority authority, Duration length) {
    long now = authority.millis();
    return new Span(now, now + length.toMillis());
  }
}
