package org.entresol.linear;

import java.util.concurrent.locks.LockSupport;

/** A place in users' code where other threads get a chance to come in between. */
final class Interleaving {

  private Interleaving() {}

  /** Gives the processor away for the shortest time there is. */
  static void invite() {
    LockSupport.parkNanos(1);
  }
}
