package org.entresol.jcache;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place in a user's code where the first thread that comes by is held up by the test. */
public final class Gate {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);
  private final AtomicBoolean armed;

  private Gate(boolean armed) {
    this.armed = new AtomicBoolean(armed);
  }

  /** A gate that holds up the first thread. */
  public static Gate closed() {
    return new Gate(true);
  }

  /** A gate that lets all pass until it is armed. */
  public static Gate unarmed() {
    return new Gate(false);
  }

  /** Makes the next thread to come the first. */
  public void arm() {
    armed.set(true);
  }

  /** Passes the gate; the first thread waits until it is opened. */
  public void pass() {
    if (armed.compareAndSet(true, false)) {
      entered.countDown();
      Crew.await(opened);
    }
  }

  /** Waits until a thread is held up. */
  public void awaitVisitor() {
    Crew.await(entered);
  }

  /** Whether a thread has been held up. */
  public boolean hasVisitor() {
    return entered.getCount() == 0;
  }

  /** Lets go on who is held up. */
  public void open() {
    opened.countDown();
  }
}
