package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/**
 * Versioned bytes by key, shared by all nodes: what the author of a tier writes.
 *
 * <p>Keys lie in {@linkplain #partitions partitions}; each has a <i>sequence</i>, which every
 * change that others have to know of steps by one. A tier judges a {@link Plan} alone and in one
 * step. It knows nothing of types, codecs or of {@code javax.cache}. Whoever uses a tier asks for
 * the facet that it needs. Thread-safe; every method may throw a {@link TierException}.
 */
public interface ByteTier extends Entries, Leases, LoadTickets, LoadLocking, News, AutoCloseable {

  /** The writes that the source of record has not got yet. */
  ByteQueue queue();

  /** What the payloads are read by. */
  SchemaTable schemas();

  /**
   * By what a node sees that a change was made, if it is not told of it; null where changes are
   * announced.
   */
  default @Nullable ChangeMarks marks() {
    return null;
  }

  /** What loads must have seen of their source; null where each process hears of that by itself. */
  default @Nullable Horizons<byte[]> horizons() {
    return null;
  }

  /** What has gone wrong on the way to the tier, and was handled. */
  default Faults faults() {
    return Faults.NONE;
  }

  /**
   * How much lies in the tier for this cache, asked now: all entries are counted, which takes as
   * long as there are many, and the memory of some of them is asked for.
   *
   * @param weighed of how many the memory is asked for at most
   * @return what is {@linkplain Extent#UNKNOWN not known} where the tier cannot tell
   */
  default Extent extent(int weighed) {
    return Extent.UNKNOWN;
  }

  /** The files that it keeps its data in, for who looks after them; null where there are none. */
  default @Nullable Volume volume() {
    return null;
  }

  /** Removes everything that lies in the tier for this cache. */
  void destroy();

  /** Lets go of everything in this JVM; entries stay. */
  @Override
  void close();

  /** The client below, if it is of the given type; null otherwise. */
  <T> @Nullable T unwrap(Class<T> type);
}
