package org.entresol.tier.away;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The keys of which a tier that is away has what was overtaken meanwhile; all there are, as soon as
 * they are too many to be kept. Not thread-safe.
 */
final class Overtaken {

  private final int most;
  private final Set<ByteBuffer> keys = new LinkedHashSet<>();
  private boolean all;

  /**
   * Creates an empty set.
   *
   * @param most the most keys that are kept
   */
  Overtaken(int most) {
    this.most = most;
  }

  /** The same, on its own from now on. */
  Overtaken copy() {
    Overtaken copy = new Overtaken(most);
    copy.all = all;
    copy.keys.addAll(keys);
    return copy;
  }

  void add(byte[] key) {
    if (!all) {
      keys.add(ByteBuffer.wrap(key));
      if (keys.size() > most) {
        addAll();
      }
    }
  }

  void addAll() {
    all = true;
    keys.clear();
  }

  boolean isAll() {
    return all;
  }

  /** The keys; none if it is all there are. */
  Set<ByteBuffer> keys() {
    return keys;
  }

  void clear() {
    all = false;
    keys.clear();
  }
}
