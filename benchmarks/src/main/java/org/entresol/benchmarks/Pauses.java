package org.entresol.benchmarks;

import java.util.concurrent.TimeUnit;

/** Times in which a program waits. */
final class Pauses {
  private Pauses() {}

  /** Waits for so many milliseconds. */
  static void millis(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
