package org.entresol.queue;

import java.time.Duration;
import org.entresol.time.Spans;

/** The refusal of a step whose write found no room among the pending ones in time. */
public final class QueueFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates a refusal.
   *
   * @param key the key whose write found no room
   * @param waited how long it waited
   */
  public QueueFullException(Object key, Duration waited) {
    super(
        "The write of key '%s' found no room among the pending writes within %s: the source does not keep up, see write.max-pending and write.wait"
            .formatted(key, Spans.inWords(waited)));
  }
}
