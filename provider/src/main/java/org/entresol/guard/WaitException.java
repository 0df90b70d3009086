package org.entresol.guard;

import java.time.Duration;

/** A wait for another thread that was given up, or never begun. */
public class WaitException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  WaitException(String message) {
    super(message);
  }

  /** The end of the current thread's wait by an interrupt, which is kept for whoever asks. */
  static WaitException interrupted(String what) {
    Thread.currentThread().interrupt();
    return new WaitException("this thread was interrupted while it waited for " + what);
  }

  static WaitException overdue(String what, Duration limit) {
    return new WaitException(
        "%s took longer than the %d ms that this thread waits".formatted(what, limit.toMillis()));
  }
}
