package org.entresol.store.tiered;

import java.time.Duration;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Nearness;
import org.entresol.store.near.NodeView;
import org.entresol.tier.News;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The copies of a tier's entries that this node keeps near. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class TieredNearness<K, V> implements Nearness<K, V> {

  private final EntryStore<K, V> store;
  private final News tier;
  private final Failures failures;
  private final NodeView<K, V> view;
  private final Wording<K, V> wording;
  private final Clock clock;
  private final Duration keep;

  /**
   * Creates the nearness of one cache.
   *
   * @param keep how long a value that was loaded while the tier is away stays near
   */
  TieredNearness(
      EntryStore<K, V> store,
      News tier,
      Failures failures,
      NodeView<K, V> view,
      Wording<K, V> wording,
      Clock clock,
      Duration keep) {
    this.store = store;
    this.tier = tier;
    this.failures = failures;
    this.view = view;
    this.wording = wording;
    this.clock = clock;
    this.keep = keep;
  }

  @Override
  public @Nullable Entry<V> readAgain(K key, Entry<V> past) {
    Entry<V> current = store.readCurrent(key);
    if (current == null) {
      view.drop(key, past);
    }
    return current;
  }

  @Override
  public void drop(K key) {
    wording.standIns().forget(wording.place(key).key());
    view.drop(key);
  }

  @Override
  public void dropAll() {
    wording.standIns().forgetAll();
    view.coherence().dropAll();
  }

  @Override
  public void dropEverywhere() {
    try {
      failures.tell(tier::outdateAll);
      if (!tier.isAway()) {
        view.toldOfAll();
      }
    } finally {
      dropAll();
    }
  }

  @Override
  public void keep(K key, Entry<V> entry) {
    if (!keep.isZero()) {
      view.keep(wording.place(key).key(), wording.kept(key, entry, clock.nanos() + keep.toNanos()));
    }
  }
}
