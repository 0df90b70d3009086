package org.entresol;

import java.util.List;

/**
 * The writes of one cache that were given up after their last try, of each key the last one at
 * most.
 *
 * <p>On stacks with Redis they are those of all nodes. Reads that ask the loader find the value of
 * a dead letter before it. Without {@link WriteMode#BEHIND} there are none. Thread-safe. All
 * methods throw an {@link IllegalStateException} when the cache is closed, and a {@link
 * javax.cache.CacheException} when Redis cannot be reached.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface DeadLetters<K, V> {

  /**
   * Some of the dead letters, in no order that is promised.
   *
   * @param most how many at most, from 1 on
   * @return a list that cannot be changed, empty when there are none
   * @throws IllegalArgumentException if the most is less than 1
   */
  List<DeadLetter<K, V>> list(int most);

  /**
   * Makes a dead letter a pending write again, which is due at once and has all its tries before
   * it. A newer pending write of the same key is kept in its place.
   *
   * @param id the id of the letter, not null
   * @return whether there was one with that id
   */
  boolean replay(String id);

  /**
   * Makes all dead letters pending writes again, as far as there is room for them.
   *
   * @return how many were
   */
  int replayAll();

  /**
   * Gives up a dead letter for good. The entry of its key is dropped from the cache too, so that
   * the next read shows what the source has.
   *
   * @param id the id of the letter, not null
   * @return whether there was one with that id
   */
  boolean drop(String id);

  /**
   * Gives up all dead letters for good, and drops the entries of their keys.
   *
   * @return how many there were
   */
  int dropAll();
}
