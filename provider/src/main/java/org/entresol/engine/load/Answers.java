package org.entresol.engine.load;

import java.util.Map;
import org.entresol.Timed;
import org.entresol.store.Loaded;
import org.jspecify.annotations.Nullable;

/**
 * What the source said.
 *
 * @param values the values of those keys that it has
 * @param how when and in how long
 * @param <V> the type of values
 */
record Answers<V>(Map<?, Timed<V>> values, Loaded how) {

  @Nullable Timed<V> timed(Object key) {
    return values.get(key);
  }

  @Nullable V value(Object key) {
    Timed<V> loaded = values.get(key);
    return (loaded == null) ? null : loaded.value();
  }
}
