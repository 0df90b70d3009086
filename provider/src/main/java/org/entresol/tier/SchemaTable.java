package org.entresol.tier;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facet of a tier that keeps what payloads are read by: texts by their fingerprints, which lie
 * there as long as the cache does. Thread-safe; both methods may throw a {@link TierException}.
 *
 * <p>A text is what its fingerprint stands for, so that none is ever replaced by another.
 */
public interface SchemaTable {

  /**
   * Adds texts, in one call.
   *
   * @param texts by their fingerprints; may be empty
   * @return what tells the table with all that is in it from any other, also from itself before a
   *     text was added: if it is the one of before, nothing was lost meanwhile
   */
  String add(Map<Long, String> texts);

  /** The text of a fingerprint; null if there is none. One call. */
  @Nullable String find(long fingerprint);
}
