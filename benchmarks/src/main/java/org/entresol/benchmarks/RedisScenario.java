package org.entresol.benchmarks;

import java.util.List;

/**
 * One row of the table: what peers do in the same way.
 *
 * @param operation what is timed
 * @param payload what is stored
 * @param threads how many threads do it at once
 * @param peers who takes part, the yardstick first
 */
record RedisScenario(
    RedisOperation operation, Payload<?> payload, int threads, List<RedisPeer> peers) {

  /** Returns who the others are compared with. */
  RedisPeer yardstick() {
    return peers.get(0);
  }

  /** Returns the row's title, such as {@code get, string, 16 threads}. */
  String label() {
    return "%s, %s, %s"
        .formatted(
            peers.contains(RedisPeer.HEAP) ? "near hit" : Labels.of(operation),
            payload.label(),
            threads == 1 ? "1 thread" : threads + " threads");
  }
}
