package org.entresol.postgres;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The figures of one feed, as they are counted. Thread-safe. */
final class Figures {
  final LongAdder changes = new LongAdder();
  final LongAdder keys = new LongAdder();
  final LongAdder recalls = new LongAdder();
  final LongAdder gaps = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder unreadable = new LongAdder();

  private volatile long lagNanos;
  private volatile long retained;
  private volatile boolean connected;
  private volatile boolean leader;

  void lag(long nanos) {
    lagNanos = nanos;
  }

  long lagMicros() {
    return TimeUnit.NANOSECONDS.toMicros(lagNanos);
  }

  void retained(long bytes) {
    retained = bytes;
  }

  long retained() {
    return retained;
  }

  void connected(boolean is) {
    connected = is;
  }

  boolean isConnected() {
    return connected;
  }

  void leads(boolean is) {
    leader = is;
  }

  boolean isLeader() {
    return leader;
  }
}
