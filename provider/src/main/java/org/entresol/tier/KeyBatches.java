package org.entresol.tier;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Keys in batches of which none is empty. Belongs to one thread.
 *
 * @param <K> what stands for a key
 */
public abstract class KeyBatches<K> implements Iterator<List<K>> {

  private List<K> batch = List.of();

  /** The next batch, which may be empty; null when there are no more. */
  protected abstract @Nullable List<K> more();

  @Override
  public final boolean hasNext() {
    List<K> last = batch;
    while (last != null && last.isEmpty()) {
      last = more();
    }
    batch = (last == null) ? List.of() : last;
    return last != null;
  }

  @Override
  public final List<K> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<K> keys = batch;
    batch = List.of();
    return keys;
  }
}
