package org.entresol.store.near;

import org.entresol.codec.Copier;
import org.entresol.store.Entry;
import org.entresol.store.Limit;
import org.entresol.store.Loaded;
import org.entresol.store.Tags;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an authority whose life accesses prolong up to a limit. Thread-safe.
 *
 * @param <V> the type of values
 */
final class LimitedTieredEntry<V> extends TieredEntry<V> {

  private final Limit limit;

  LimitedTieredEntry(
      V value,
      @Nullable Copier copier,
      int weight,
      @Nullable Loaded loaded,
      @Nullable Tags tags,
      Sighting seen,
      Limit limit) {
    super(value, copier, weight, loaded, tags, seen);
    this.limit = limit;
  }

  @Override
  public long limit() {
    return limit.instant();
  }

  @Override
  public void begin(long now, @Nullable Entry<V> replaced) {
    if (replaced == null) {
      limit.begin(now);
    } else {
      limit.goOn(replaced.limit());
    }
  }
}
