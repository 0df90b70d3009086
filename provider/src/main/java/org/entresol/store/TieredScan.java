package org.entresol.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Found;

/**
 * The entries of a tier, read batch by batch, which do not become near ones. Weakly consistent;
 * belongs to one thread.
 */
final class TieredScan<K, V> implements Iterator<Map.Entry<K, Entry<V>>> {

  private final ByteTier tier;
  private final TierCodec<K, V> codec;
  private final Exchange<K, V> exchange;
  private final Iterator<List<byte[]>> keys;
  private Iterator<Map.Entry<K, Entry<V>>> batch = List.<Map.Entry<K, Entry<V>>>of().iterator();

  TieredScan(ByteTier tier, TierCodec<K, V> codec, Exchange<K, V> exchange) {
    this.tier = tier;
    this.codec = codec;
    this.exchange = exchange;
    this.keys = exchange.ask(tier::scan);
  }

  @Override
  public boolean hasNext() {
    while (!batch.hasNext() && exchange.ask(keys::hasNext)) {
      batch = read(keys.next()).iterator();
    }
    return batch.hasNext();
  }

  private List<Map.Entry<K, Entry<V>>> read(List<byte[]> names) {
    List<Found> answers = exchange.ask(() -> tier.readAll(names));
    List<Map.Entry<K, Entry<V>>> entries = new ArrayList<>(names.size());
    for (int i = 0; i < answers.size(); i++) {
      Found found = answers.get(i);
      K key = codec.keyOf(names.get(i));
      Entry<V> entry =
          (key == null)
              ? null
              : exchange.decoded(exchange.place(key), found.entry(), found.sequence());
      if (key != null && entry != null) {
        entries.add(Map.entry(key, entry));
      }
    }
    return entries;
  }

  @Override
  public Map.Entry<K, Entry<V>> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return batch.next();
  }
}
