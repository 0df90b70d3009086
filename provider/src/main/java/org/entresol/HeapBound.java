package org.entresol;

import java.io.Serializable;
import java.util.Objects;

/**
 * The most a heap tier may hold: a number of entries or of bytes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param measure what is counted
 * @param limit the largest count allowed, at least 1
 */
public record HeapBound(Measure measure, long limit) implements Serializable {

  /** The bound of a cache that says nothing: 10,000 entries. */
  public static final HeapBound DEFAULT = entries(10_000);

  /** What a bound counts. */
  public enum Measure {
    /** Entries, each counting one. */
    ENTRIES("max-entries"),
    /** Bytes, as estimated for each key and value. */
    BYTES("max-bytes");

    private final String configName;

    Measure(String configName) {
      this.configName = configName;
    }

    /** The key that sets a bound of this measure below {@code heap} in the configuration file. */
    public String configName() {
      return configName;
    }
  }

  /**
   * A bound.
   *
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public HeapBound {
    Objects.requireNonNull(measure, "measure");
    if (limit < 1) {
      throw new IllegalArgumentException(
          "heap." + measure.configName + ": " + limit + " is not allowed; allowed: 1 or more");
    }
  }

  /**
   * A bound of so many entries.
   *
   * @throws IllegalArgumentException if {@code maxEntries} is less than 1
   */
  public static HeapBound entries(long maxEntries) {
    return new HeapBound(Measure.ENTRIES, maxEntries);
  }

  /**
   * A bound of so many bytes.
   *
   * @throws IllegalArgumentException if {@code maxBytes} is less than 1
   */
  public static HeapBound bytes(long maxBytes) {
    return new HeapBound(Measure.BYTES, maxBytes);
  }
}
