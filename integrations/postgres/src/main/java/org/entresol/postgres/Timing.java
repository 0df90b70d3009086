package org.entresol.postgres;

import java.time.Duration;

/**
 * The lengths of time that following goes by.
 *
 * @param poll how long one look for changes waits; what else there is to do comes between two
 * @param probe how often a connection is tried out
 * @param answer the longest that one answer of the database may take
 * @param lease how long the lead is held without being prolonged
 */
record Timing(Duration poll, Duration probe, Duration answer, Duration lease) {
  static final Timing DEFAULT =
      new Timing(
          Duration.ofMillis(250),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10));
}
