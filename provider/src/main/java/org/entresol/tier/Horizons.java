package org.entresol.tier;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What the loads of one cache must have seen of their source, for as long as one may still read
 * what was before: a change that was made there leaves its <i>horizon</i>, a text in the source's
 * own words, and a load that does not reach it is not stored. Thread-safe; in a tier every method
 * may throw a {@link TierException}.
 *
 * <p>Whoever drops what a change concerns raises the horizon first. Then a load that looks for
 * horizons when it has read, and before it is stored, either finds this one, or is dropped with its
 * ticket or with what it has stored.
 *
 * @param <K> the type of keys, which are bytes in a tier
 */
public interface Horizons<K> {

  /** The most characters that a horizon may have, as each load of what has changed reads it. */
  int LONGEST = 1 << 16;

  /** Stands for what lies there and is no horizon, which nobody reaches. */
  String UNREADABLE = "";

  /**
   * Raises the horizon of some keys; an older one of the same key is forgotten, and so is this one
   * where one of a later tenure stands.
   *
   * @param horizon asks for no less than any that was raised before in the same tenure or an
   *     earlier one
   * @param length how long it stands
   * @throws IllegalArgumentException if a tier is given one that is empty or longer than {@link
   *     #LONGEST}
   */
  void raise(Collection<K> keys, Horizon horizon, Duration length);

  /** Raises the horizon of all keys likewise. */
  void raiseAll(Horizon horizon, Duration length);

  /**
   * The horizons that stand for each of some keys, in their order: none, one or two, among them
   * {@link #UNREADABLE}.
   */
  List<Set<String>> of(List<K> keys);
}
