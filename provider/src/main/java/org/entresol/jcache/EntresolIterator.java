package org.entresol.jcache;

import java.util.Iterator;
import java.util.Map;
import javax.cache.Cache;

/** The entries of a cache in the specification's form, as long as the cache is open. */
record EntresolIterator<K, V>(Iterator<Map.Entry<K, V>> entries, Runnable requireOpen)
    implements Iterator<Cache.Entry<K, V>> {

  @Override
  public boolean hasNext() {
    requireOpen.run();
    return entries.hasNext();
  }

  @Override
  public Cache.Entry<K, V> next() {
    requireOpen.run();
    Map.Entry<K, V> next = entries.next();
    return new EntresolCacheEntry<>(next.getKey(), next.getValue());
  }

  @Override
  public void remove() {
    requireOpen.run();
    entries.remove();
  }
}
