package org.entresol.tier.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one look-up of some keys asks for: the head of each partition once, its sequence, its floor
 * and its epoch, before the first of its entries. Immutable.
 */
final class Batch {

  private final Object[] names;
  private final int[] partitions;
  private final int[] heads;
  private final int[] entries;

  Batch(KeySpace keys, List<byte[]> part) {
    List<Object> named = new ArrayList<>(part.size() + 1);
    Map<Integer, Integer> places = new HashMap<>();
    partitions = new int[part.size()];
    heads = new int[part.size()];
    entries = new int[part.size()];
    for (int i = 0; i < partitions.length; i++) {
      int p = keys.partitionOf(part.get(i));
      Integer place = places.putIfAbsent(p, named.size());
      heads[i] = (place == null) ? named.size() : place;
      if (place == null) {
        named.addAll(List.of(keys.sequence(p), keys.floor(p), keys.epoch(p)));
      }
      partitions[i] = p;
      entries[i] = named.size();
      named.add(keys.entry(p, part.get(i)));
    }
    names = named.toArray();
  }

  /** The names of all that is asked for, in the order of the answer. */
  Object[] names() {
    return names;
  }

  /** How many keys there are. */
  int size() {
    return partitions.length;
  }

  /** The partition of the i-th key. */
  int partition(int i) {
    return partitions[i];
  }

  /** Where, in the answer, the head of the i-th key's partition begins. */
  int head(int i) {
    return heads[i];
  }

  /** Where, in the answer, the i-th key's entry is. */
  int entry(int i) {
    return entries[i];
  }
}
