package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

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
    return (this == ALL) ? keys : new Fitting(keys);
  }

  /** Belongs to one thread. */
  private final class Fitting implements Iterator<List<byte[]>> {

    private final Iterator<List<byte[]>> keys;
    private List<byte[]> batch = List.of();

    Fitting(Iterator<List<byte[]>> keys) {
      this.keys = keys;
    }

    @Override
    public boolean hasNext() {
      while (batch.isEmpty() && keys.hasNext()) {
        batch = keys.next().stream().filter(Glob.this::fits).toList();
      }
      return !batch.isEmpty();
    }

    @Override
    public List<byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      List<byte[]> fitting = batch;
      batch = List.of();
      return fitting;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
