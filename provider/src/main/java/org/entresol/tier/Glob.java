package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What keys that are text look like: a text in which each {@code *} stands for any text, also for
 * none. Nothing else in it has a meaning of its own. Immutable.
 */
public final class Glob {

  /** Fits every key. */
  public static final Glob ALL = new Glob("*");

  private static final byte ANY = '*';

  private final String text;
  private final byte[] bytes;

  private Glob(String text) {
    this.text = text;
    this.bytes = text.getBytes(UTF_8);
  }

  /** The one that a text says. */
  public static Glob of(String text) {
    String once = text.replaceAll("\\*+", "*");
    return once.equals(ALL.text) ? ALL : new Glob(once);
  }

  /** The text, with no two {@code *} beside each other. */
  public String text() {
    return text;
  }

  /** Whether it fits the UTF-8 of a text. */
  public boolean fits(byte[] key) {
    int at = 0;
    int in = 0;
    int after = -1; // Behind the last wildcard, which has taken what is before retry.
    int retry = 0;
    while (at < key.length) {
      if (in < bytes.length && bytes[in] == ANY) {
        after = ++in;
        retry = at;
      } else if (in < bytes.length && bytes[in] == key[at]) {
        in++;
        at++;
      } else if (after >= 0) {
        in = after;
        at = ++retry;
      } else {
        return false;
      }
    }
    return in == bytes.length || (in == bytes.length - 1 && bytes[in] == ANY);
  }

  /** Those of some keys that it fits, in batches of which none is empty. */
  public Iterator<List<byte[]>> among(Iterator<List<byte[]>> keys) {
    if (this == ALL) {
      return keys;
    }
    return new KeyBatches<>() {
      @Override
      protected @Nullable List<byte[]> more() {
        return keys.hasNext() ? keys.next().stream().filter(Glob.this::fits).toList() : null;
      }
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
