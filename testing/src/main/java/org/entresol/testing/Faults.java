package org.entresol.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What is wrong with a proxy's network at the moment. Thread-safe. */
final class Faults {
  /** A command's name that stands for all. */
  static final String ANY = "*";

  private static final String NONE = "(none)";

  private final AtomicLong swallowed = new AtomicLong();
  private volatile boolean swallowing;
  private volatile Duration delay = Duration.ZERO;
  private boolean stalled;
  private String doomed = NONE;
  private String held = NONE;

  void swallow(boolean on) {
    swallowing = on;
  }

  /** Whether a published message gets lost here; counted when it does. */
  boolean swallows() {
    if (swallowing) {
      swallowed.incrementAndGet();
    }
    return swallowing;
  }

  long swallowed() {
    return swallowed.get();
  }

  void delay(Duration each) {
    delay = each;
  }

  /** When that which arrives now may go on, in {@link System#nanoTime}. */
  long due() {
    return System.nanoTime() + delay.toNanos();
  }

  synchronized void stall(boolean on) {
    stalled = on;
    notifyAll();
  }

  /** Waits until that moment, and while all is stalled. */
  synchronized void awaitDue(long due) throws InterruptedException {
    long left = due - System.nanoTime();
    while (stalled || left > 0) {
      if (stalled) {
        wait();
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      left = due - System.nanoTime();
    }
  }

  synchronized void doomNextReplyTo(String command) {
    doomed = command;
  }

  /** Whether the reply to that command gets lost: true once for each order. */
  synchronized boolean takesReplyTo(String command) {
    boolean taken = doomed.equals(ANY) || doomed.equals(command);
    if (taken) {
      doomed = NONE;
    }
    return taken;
  }

  synchronized void hold(String command) {
    held = command;
    notifyAll();
  }

  void release() {
    hold(NONE);
  }

  /** Waits while replies to that command are held. */
  synchronized void awaitRelease(String command) {
    try {
      while (held.equals(command)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
