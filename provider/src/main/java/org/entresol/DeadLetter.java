package org.entresol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pending write that was given up after its last try.
 *
 * <p>As immutable and thread-safe as its key and value. Its text shows neither of them: they may be
 * what does not belong in a log.
 *
 * @param id names it among the dead letters of its cache
 * @param key the key, or null when its bytes can no longer be decoded
 * @param value the value that was not written, or null for a deletion or when its bytes can no
 *     longer be decoded
 * @param deletion whether the key was to be deleted
 * @param tries how often the writer was tried with it
 * @param buried when it was given up
 * @param error what went wrong at the last try, in words
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public record DeadLetter<K, V>(
    String id,
    @Nullable K key,
    @Nullable V value,
    boolean deletion,
    int tries,
    Instant buried,
    String error) {

  /** A dead letter with that id. */
  public DeadLetter {
    requireNonNull(id, "id");
    requireNonNull(buried, "buried");
    requireNonNull(error, "error");
  }

  @Override
  public String toString() {
    return "DeadLetter[id=%s, deletion=%s, tries=%d, buried=%s, error=%s]"
        .formatted(id, deletion, tries, buried, error);
  }
}
