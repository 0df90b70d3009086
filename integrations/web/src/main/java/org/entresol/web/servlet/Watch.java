package org.entresol.web.servlet;

import java.util.function.Consumer;
import org.entresol.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What is against keeping what is being rendered: the first thing that was seen. Thread-safe, as a
 * rendering may go on in other threads.
 */
final class Watch {
  private final Consumer<Refusal> released;
  private @Nullable Refusal refusal;

  /**
   * Sees nothing yet.
   *
   * @param released is told once, when there is something
   */
  Watch(Consumer<Refusal> released) {
    this.released = released;
  }

  /** Something is against it. */
  void see(Refusal reason) {
    synchronized (this) {
      if (refusal != null) {
        return;
      }
      refusal = reason;
    }
    released.accept(reason);
  }

  /** What is against it, or null. */
  synchronized @Nullable Refusal refusal() {
    return refusal;
  }
}
