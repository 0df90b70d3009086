package org.entresol.store;

import org.entresol.codec.Copier;
import org.jspecify.annotations.Nullable;

/** An entry of the heap whose life accesses prolong up to a limit. Thread-safe. */
final class LimitedEntry<V> extends DetailedEntry<V> {

  private final Limit limit;

  LimitedEntry(
      V value,
      @Nullable Copier copier,
      int weight,
      @Nullable Loaded loaded,
      @Nullable Tags tags,
      Limit limit) {
    super(value, copier, weight, loaded, tags);
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
