package org.entresol.store;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The entries of a tier, read batch by batch. Weakly consistent; belongs to one thread. */
final class TieredScan<K, V> implements Iterator<Map.Entry<K, Entry<V>>> {

  private final Iterator<List<byte[]>> keys;
  private final TieredStore<K, V> store;
  private Iterator<Map.Entry<K, Entry<V>>> batch = List.<Map.Entry<K, Entry<V>>>of().iterator();

  TieredScan(Iterator<List<byte[]>> keys, TieredStore<K, V> store) {
    this.keys = keys;
    this.store = store;
  }

  @Override
  public boolean hasNext() {
    while (!batch.hasNext() && store.exchange().ask(keys::hasNext)) {
      batch = store.scanned(keys.next()).iterator();
    }
    return batch.hasNext();
  }

  @Override
  public Map.Entry<K, Entry<V>> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return batch.next();
  }
}
