package org.entresol.codec.wire;

import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Which parts of a container are hashed, or compared, because it takes them in. */
enum Hashing {
  /** None. */
  NONE,
  /** Each second one: the keys. */
  KEYS,
  /** All. */
  ALL;

  /** What the containers of a class do. */
  static Hashing of(Class<?> type) {
    if (Map.class.isAssignableFrom(type)) {
      return KEYS;
    }
    boolean orders = PriorityQueue.class.isAssignableFrom(type);
    return Set.class.isAssignableFrom(type) || (orders && !List.class.isAssignableFrom(type))
        ? ALL
        : NONE;
  }

  /** Whether the part at a place is. */
  boolean isOf(int place) {
    return this == ALL || (this == KEYS && place % 2 == 0);
  }
}
