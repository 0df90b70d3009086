package org.entresol.benchmarks;

/**
 * One row of the table: what every peer does in the same way.
 *
 * @param operation what is timed
 * @param payload what is stored
 * @param byValue whether values are copied on the way in and out
 * @param expiry how long entries live
 * @param threads how many threads do it at once
 */
record Scenario(
    Operation operation, Payload<?> payload, boolean byValue, Expiry expiry, int threads) {

  /** An eternal cache used by one thread. */
  static Scenario of(Operation operation, Payload<?> payload, boolean byValue) {
    return new Scenario(operation, payload, byValue, Expiry.ETERNAL, 1);
  }

  /** Returns this scenario with another number of threads. */
  Scenario with(int otherThreads) {
    return new Scenario(operation, payload, byValue, expiry, otherThreads);
  }

  /** Returns this scenario with another expiry. */
  Scenario with(Expiry other) {
    return new Scenario(operation, payload, byValue, other, threads);
  }

  /** Returns the row's title, such as {@code hit, string, by value, 1 thread}. */
  String label() {
    return "%s, %s, %s%s, %s"
        .formatted(
            Labels.of(operation),
            payload.label(),
            byValue ? "by value" : "by reference",
            expiry == Expiry.ETERNAL ? "" : ", " + Labels.of(expiry) + " 1 h",
            threads == 1 ? "1 thread" : threads + " threads");
  }
}
