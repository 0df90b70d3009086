package org.entresol.store.tiered;

import java.util.Iterator;
import java.util.List;
import org.entresol.store.KeyPattern;
import org.entresol.store.near.NodeView;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Recall;

/**
 * What is done to all entries of a cache, or to those that have a tag, wherever they lie. What this
 * node has put while the tier was away comes before it. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class WholeCache<K, V> {

  private final ByteTier tier;
  private final NodeView<K, V> view;
  private final Outage<K, V> outage;
  private final Wording<K, V> wording;
  private final Failures failures;

  WholeCache(
      ByteTier tier,
      NodeView<K, V> view,
      Outage<K, V> outage,
      Wording<K, V> wording,
      Failures failures) {
    this.tier = tier;
    this.view = view;
    this.outage = outage;
    this.wording = wording;
    this.failures = failures;
  }

  /** Drops everything. */
  void clear() {
    try {
      failures.tell(
          () -> {
            outage.flush();
            tier.clear();
          });
      if (!tier.isAway()) {
        view.toldOfAll();
      }
    } finally {
      wording.standIns().forgetAll();
      view.coherence().dropAll();
    }
  }

  /** The keys of entries that look like something. */
  Iterator<List<K>> find(KeyPattern pattern) {
    return new TieredKeys<>(
        pattern,
        glob -> {
          outage.flush();
          return tier.scan(glob);
        },
        wording.codec(),
        failures);
  }

  /**
   * Drops what has one of some tags, or lets it expire. Near copies go in any case, and are read
   * again with their end.
   */
  void recall(long[] tags, Recall how) {
    long[] known = view.coherence().known();
    long[] sequences;
    try {
      sequences =
          failures.ask(
              () -> {
                outage.flush();
                return tier.recall(tags, how);
              });
    } catch (RuntimeException | Error e) {
      // Whether it was done is not known.
      view.coherence().dropAll();
      throw e;
    }
    wording.standIns().forgetAll();
    if (!tier.isAway()) {
      view.recalled(tags, known, sequences);
    }
  }
}
