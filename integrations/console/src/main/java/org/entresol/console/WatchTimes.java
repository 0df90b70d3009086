package org.entresol.console;

import java.time.Duration;

/**
 * How often it is looked at what lies in a Redis.
 *
 * @param every the time between two looks at figures that cost little
 * @param counts the time between two counts of all entries, which also find new caches
 */
record WatchTimes(Duration every, Duration counts) {

  /** What is usual. */
  static final WatchTimes USUAL = new WatchTimes(Duration.ofSeconds(2), Duration.ofMinutes(1));
}
