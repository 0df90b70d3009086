package org.entresol.store;

import org.entresol.ReadToken;
import org.jspecify.annotations.Nullable;

/**
 * The copies of entries that are nearer than the authority. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface Nearness<K, V> {

  /** The nearness of a store that is the authority itself: nothing is nearer. */
  static <K, V> Nearness<K, V> none() {
    return new Nearness<>() {
      @Override
      public Entry<V> readAgain(K key, Entry<V> past) {
        return past;
      }

      @Override
      public void drop(K key) {}

      @Override
      public void dropAll() {}

      @Override
      public void dropEverywhere() {}

      @Override
      public void keep(K key, Entry<V> entry) {}

      @Override
      public String token() {
        return "";
      }

      @Override
      public void catchUp(String token) {
        ReadToken.check(token);
      }
    };
  }

  /**
   * What the authority has by now in place of a copy whose time has passed: that copy itself where
   * it is the authority's own, null when there is nothing any more.
   */
  @Nullable Entry<V> readAgain(K key, Entry<V> past);

  /** Drops the copy of an entry; a read under way may bring back what the authority had. */
  void drop(K key);

  /** Drops all copies. */
  void dropAll();

  /** Drops all copies on all nodes, of entries too that the authority has no more. */
  void dropEverywhere();

  /** Keeps an entry near this node for a short time while the authority is away. */
  void keep(K key, Entry<V> entry);

  /** How far the authority's changes have got, for {@link #catchUp} of any node. */
  String token();

  /**
   * Serves nothing from now on that is older than what was changed before a token was taken.
   *
   * @throws IllegalArgumentException if it is no token of this cache
   */
  void catchUp(String token);
}
