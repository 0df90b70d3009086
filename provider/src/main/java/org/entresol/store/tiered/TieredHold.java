package org.entresol.store.tiered;

import java.util.List;
import org.entresol.store.Entry;
import org.entresol.store.Hold;
import org.entresol.store.Transition;
import org.entresol.tier.Verdict;
import org.jspecify.annotations.Nullable;

/** The exclusive right to one key. Belongs to the thread that took it. */
final class TieredHold<K, V> implements Hold<K, V> {

  private final TieredHolds<K, V> holds;
  private final K key;
  private boolean lost;

  TieredHold(TieredHolds<K, V> holds, K key) {
    this.holds = holds;
    this.key = key;
  }

  @Override
  public @Nullable Entry<V> entry() {
    return holds.entry(key);
  }

  @Override
  public boolean commit(Transition<K, V> transition) {
    Verdict verdict = holds.commit(transition);
    lost = verdict == Verdict.FENCED;
    return verdict == Verdict.MADE || verdict == Verdict.REVOKED;
  }

  @Override
  public boolean isLost() {
    return lost;
  }

  @Override
  public void drop() {
    holds.drop(List.of(key));
  }

  @Override
  public void close() {
    holds.close();
  }
}
