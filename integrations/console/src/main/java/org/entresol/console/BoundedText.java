package org.entresol.console;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The writing of a value of the JDK as a text that has an end: lists that hold others twice, and
 * these others again, are a few bytes in Redis and would be a text of any length. One thread's.
 */
final class BoundedText {

  /** The conversion of larger ones takes time that grows with the square of their length. */
  private static final int MOST_BITS = 100_000;

  private final int most;
  private final StringBuilder text = new StringBuilder();

  private BoundedText(int most) {
    this.most = most;
  }

  /** The text of a value, with an ellipsis in place of what is beyond a length. */
  static String of(Object value, int most) {
    BoundedText bounded = new BoundedText(most);
    bounded.write(value);
    return bounded.isFull() ? bounded.text.substring(0, most) + "…" : bounded.text.toString();
  }

  private boolean isFull() {
    return text.length() > most;
  }

  private void write(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      all(map.entrySet(), '{', '}');
    } else if (value instanceof Collection<?> items) {
      all(items, '[', ']');
    } else if (value instanceof Object[] items) {
      all(Arrays.asList(items), '[', ']');
    } else if (value instanceof Map.Entry<?, ?> entry) {
      write(entry.getKey());
      text("=");
      write(entry.getValue());
    } else if (value instanceof Optional<?> some && some.isPresent()) {
      text("Optional[");
      write(some.get());
      text("]");
    } else if (value instanceof AtomicReference<?> reference) {
      write(reference.get());
    } else {
      single(value);
    }
  }

  private void all(Iterable<?> items, char open, char close) {
    text.append(open);
    String between = "";
    for (Object item : items) {
      if (isFull()) {
        return;
      }
      text(between);
      write(item);
      between = ", ";
    }
    text.append(close);
  }

  private void single(@Nullable Object value) {
    if (value != null && value.getClass().isArray()) {
      text("[");
      for (int i = 0; i < Array.getLength(value) && !isFull(); i++) {
        text((i == 0 ? "" : ", ") + Array.get(value, i));
      }
      text("]");
    } else if (value instanceof BigInteger number && number.bitLength() > MOST_BITS) {
      text("a number of %d bits".formatted(number.bitLength()));
    } else if (value instanceof BigDecimal number
        && number.unscaledValue().bitLength() > MOST_BITS) {
      text("a number of %d bits".formatted(number.unscaledValue().bitLength()));
    } else {
      text(value instanceof CharSequence some ? some : String.valueOf(value));
    }
  }

  private void text(CharSequence some) {
    text.append(some, 0, Math.min(some.length(), most + 1));
  }
}
