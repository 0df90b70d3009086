package org.entresol.store.tiered;

import org.entresol.ReadToken;
import org.entresol.store.Entry;
import org.entresol.store.Nearness;
import org.entresol.tier.News;

/**
 * The nearness of a tier without near entries: nothing is nearer, but for what this node has loaded
 * in place of entries that it cannot read. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
record StandInNearness<K, V>(Wording<K, V> wording, News tier, Failures failures)
    implements Nearness<K, V> {

  @Override
  public Entry<V> readAgain(K key, Entry<V> past) {
    return past;
  }

  @Override
  public void drop(K key) {
    wording.standIns().forget(wording.place(key).key());
  }

  @Override
  public void dropAll() {
    wording.standIns().forgetAll();
  }

  /** Of this node only: where nothing is near, nobody is told to drop it. */
  @Override
  public void dropEverywhere() {
    dropAll();
  }

  @Override
  public void keep(K key, Entry<V> entry) {}

  @Override
  public String token() {
    return ReadToken.of(failures.ask(tier::sequences));
  }

  /** All reads ask the authority. */
  @Override
  public void catchUp(String token) {
    ReadToken.check(token);
    dropAll();
  }
}
