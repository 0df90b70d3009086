package org.entresol.web.render;

import java.util.function.Consumer;
import org.entresol.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What is against keeping what is being rendered: the first thing that was seen. Thread-safe, as a
 * rendering may go on in other threads.
 */
public final class Watch {
  private final Consumer<Refusal> released;
  private @Nullable Refusal refusal;

  /**
   * Sees nothing yet.
   *
   * @param released is told once, when there is something
   */
  public Watch(Consumer<Refusal> released) {
    this.released = released;
  }

  /** Something is against it. */
  public void see(Refusal reason) {
    synchronized (this) {
      if (refusal != null) {
        return;
      }
      refusal = reason;
    }
    released.accept(reason);
  }

  /** What is against it, or null. */
  public synchronized @Nullable Refusal refusal() {
    return refusal;
  }
}
