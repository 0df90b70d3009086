package org.entresol.store.tiered;

import java.time.Duration;
import java.util.Arrays;
import org.entresol.ReadToken;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Nearness;
import org.entresol.store.near.Coherence;
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

  /** How long a change may be on its way before the authority is asked how far it is. */
  private static final Duration LONGEST_HEARING = Duration.ofMillis(5);

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
  public String token() {
    return view.coherence().partitions() == 0 ? "" : ReadToken.of(failures.ask(tier::sequences));
  }

  /**
   * {@inheritDoc}
   *
   * <p>What is announced is on its way as a rule, and waited for. A token comes from strangers, so
   * nothing is dropped for changes that the authority does not know of, nor for its latest ones
   * before they are waited for in their turn. Loads under way may have read what was before.
   */
  @Override
  public void catchUp(String token) {
    Coherence coherence = view.coherence();
    long[] wanted = ReadToken.read(token, coherence.partitions());
    if (coherence.awaitReached(wanted, LONGEST_HEARING)) {
      return;
    }
    long[] there = failures.ask(tier::sequences);
    Arrays.setAll(there, p -> Math.min(wanted[p], there[p]));
    if (coherence.awaitReached(there, LONGEST_HEARING)) {
      return;
    }
    for (int p = 0; p < there.length; p++) {
      coherence.reach(p, there[p]);
    }
    view.tickets().revokeAll();
    wording.standIns().forgetAll();
  }

  @Override
  public void keep(K key, Entry<V> entry) {
    if (!keep.isZero()) {
      view.keep(wording.place(key).key(), wording.kept(key, entry, clock.nanos() + keep.toNanos()));
    }
  }
}
