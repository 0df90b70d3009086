package org.entresol.linear;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call as it was made.
 *
 * @param operation what was called
 * @param a its first value
 * @param b its second value
 * @param result what it returned
 * @param start when it began
 * @param end when it was over
 */
record Call(Operation operation, int a, int b, @Nullable Object result, long start, long end) {

  /** Whether this call was over before the other began. */
  boolean isBefore(Call other) {
    return end < other.start;
  }

  /** What comes of this call if it finds {@code held}; null if its result was another. */
  Operation.@Nullable Outcome explainedBy(@Nullable Integer held) {
    Operation.Outcome outcome = operation.apply(held, a, b);
    return Objects.equals(outcome.result(), result) ? outcome : null;
  }
}
