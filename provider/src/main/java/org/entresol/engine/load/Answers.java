package org.entresol.engine.load;

import java.util.Map;
import java.util.Set;
import org.entresol.Timed;
import org.entresol.store.Loaded;
import org.jspecify.annotations.Nullable;

/**
 * What the source said.
 *
 * @param values the values of those keys that it has
 * @param passing the keys of which it is known that this will not be true for long: their pending
 *     writes cannot be read here, so what the source has of them is given and not kept
 * @param how when and in how long
 * @param <V> the type of values
 */
record Answers<V>(Map<?, Timed<V>> values, Set<?> passing, Loaded how) {

  /** Whether what is said of a key may be kept. */
  boolean lasts(Object key) {
    return !passing.contains(key);
  }

  @Nullable Timed<V> timed(Object key) {
    return values.get(key);
  }

  @Nullable V value(Object key) {
    Timed<V> loaded = values.get(key);
    return (loaded == null) ? null : loaded.value();
  }
}
