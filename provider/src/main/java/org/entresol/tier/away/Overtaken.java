package org.entresol.tier.away;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.entresol.tier.Plan;
import org.jspecify.annotations.Nullable;

/**
 * The keys of which a tier that is away has what was overtaken meanwhile; all there are, as soon as
 * they are too many to be kept. Of some it is known what is to be put there. Not thread-safe.
 */
final class Overtaken {

  private final int most;
  private final Map<ByteBuffer, @Nullable Plan> keys = new LinkedHashMap<>();
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
    copy.keys.putAll(keys);
    return copy;
  }

  void add(byte[] key) {
    add(key, null);
  }

  /**
   * Notes a key.
   *
   * @param put what is to be put there; null if it is to be empty
   */
  void add(byte[] key, @Nullable Plan put) {
    ByteBuffer name = ByteBuffer.wrap(key);
    if (all && put == null) {
      keys.remove(name);
    } else {
      keys.put(name, put);
      if (keys.size() > most) {
        addAll();
      }
    }
  }

  void addAll() {
    all = true;
    keys.clear();
  }

  /** Notes what had been noted before all that is noted here. */
  void addEarlier(Overtaken earlier) {
    if (!all) {
      all = earlier.all;
      earlier.keys.forEach(
          (key, put) -> {
            if (!keys.containsKey(key)) {
              keys.put(key, put);
            }
          });
      if (keys.size() > most) {
        addAll();
      }
    }
  }

  /** Whether it is all there are, but for what is to be put. */
  boolean isAll() {
    return all;
  }

  int size() {
    return keys.size();
  }

  /** The keys where nothing is to be left; none if it is all there are. */
  List<byte[]> emptied() {
    return keys.entrySet().stream()
        .filter(noted -> !all && noted.getValue() == null)
        .map(Map.Entry::getKey)
        .map(ByteBuffer::array)
        .toList();
  }

  /** What is to be put. */
  List<Plan> put() {
    return keys.values().stream().filter(Objects::nonNull).toList();
  }

  void clear() {
    all = false;
    keys.clear();
  }
}
