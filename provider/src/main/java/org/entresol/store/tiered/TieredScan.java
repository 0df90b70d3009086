package org.entresol.store.tiered;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.entresol.store.Entry;
import org.entresol.store.Unread;
import org.entresol.store.near.Place;
import org.entresol.tier.Act;
import org.entresol.tier.Entries;
import org.entresol.tier.Found;
import org.entresol.tier.Plan;
import org.entresol.tier.Stored;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tier, read batch by batch, which do not become near ones. Weakly consistent;
 * belongs to one thread.
 */
final class TieredScan<K, V> implements Iterator<Map.Entry<K, Entry<V>>> {

  private final Entries tier;
  private final TierCodec<K, V> codec;
  private final Wording<K, V> wording;
  private final Failures failures;
  private final Unread unread;
  private final Iterator<List<byte[]>> keys;
  private Iterator<Map.Entry<K, Entry<V>>> batch = List.<Map.Entry<K, Entry<V>>>of().iterator();

  TieredScan(
      Entries tier,
      TierCodec<K, V> codec,
      Wording<K, V> wording,
      Failures failures,
      Unread unread) {
    this.tier = tier;
    this.codec = codec;
    this.wording = wording;
    this.failures = failures;
    this.unread = unread;
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
    List<Plan> drops = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Stored stored = answers.get(i).entry();
      K key = (stored == null) ? null : codec.keyOf(names.get(i));
      Entry<V> entry = (key == null) ? null : entry(key, answers.get(i));
      if (key != null && entry != null) {
        entries.add(Map.entry(key, entry));
      } else if (stored != null && unread == Unread.DROPPED) {
        drops.add(new Plan(names.get(i), Act.LEAVE, Act.DROP).ifVersion(stored.version()));
      }
    }
    if (!drops.isEmpty()) {
      failures.tell(() -> tier.attemptAll(drops));
    }
    return entries;
  }

  private @Nullable Entry<V> entry(K key, Found found) {
    Place<K, V> place = wording.place(key);
    return (unread == Unread.DROPPED)
        ? wording.entryIfReadable(place, found)
        : wording.entry(place, found);
  }

  @Override
  public Map.Entry<K, Entry<V>> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return batch.next();
  }
}
