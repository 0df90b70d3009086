package org.entresol.store.tiered;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.entresol.store.Entry;
import org.entresol.tier.Entries;
import org.entresol.tier.Found;

/**
 * The entries of a tier, read batch by batch, which do not become near ones. Weakly consistent;
 * belongs to one thread.
 */
final class TieredScan<K, V> implements Iterator<Map.Entry<K, Entry<V>>> {

  private final Entries tier;
  private final TierCodec<K, V> codec;
  private final Wording<K, V> wording;
  private final Failures failures;
  private final Iterator<List<byte[]>> keys;
  private Iterator<Map.Entry<K, Entry<V>>> batch = List.<Map.Entry<K, Entry<V>>>of().iterator();

  TieredScan(Entries tier, TierCodec<K, V> codec, Wording<K, V> wording, Failures failures) {
    this.tier = tier;
    this.codec = codec;
    this.wording = wording;
    this.failures = failures;
    this.keys = failures.ask(tier::scan);
  }

  @Override
  public boolean hasNext() {
    while (!batch.hasNext() && failures.ask(keys::hasNext)) {
      batch = read(keys.next()).iterator();
    }
    return batch.hasNext();
  }

  private List<Map.Entry<K, Entry<V>>> read(List<byte[]> names) {
    List<Found> answers = failures.ask(() -> tier.readAll(names));
    List<Map.Entry<K, Entry<V>>> entries = new ArrayList<>(names.size());
    for (int i = 0; i < answers.size(); i++) {
      Found found = answers.get(i);
      K key = codec.keyOf(names.get(i));
      Entry<V> entry = (key == null) ? null : wording.entry(wording.place(key), found);
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
