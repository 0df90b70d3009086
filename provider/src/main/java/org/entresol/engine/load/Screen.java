package org.entresol.engine.load;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.entresol.engine.AuthorityException;
import org.entresol.stats.LoadEvent;
import org.entresol.stats.Statistics;
import org.entresol.tier.Horizons;
import org.jspecify.annotations.Nullable;

/**
 * What keeps loads from being stored that may have read what was before a change the cache has been
 * told of, as a replica gives it, or a transaction that began earlier. Thread-safe.
 *
 * @param <K> the type of keys
 */
public final class Screen<K> {

  private static final Logger LOG = System.getLogger(Screen.class.getName());

  private final Horizons<K> horizons;
  private final BiPredicate<@Nullable String, String> reaches;
  private final Statistics statistics;

  /**
   * Creates the screen of one cache.
   *
   * @param reaches whether a snapshot, or a load that tells none, has seen what a horizon asks for
   */
  public Screen(
      Horizons<K> horizons, BiPredicate<@Nullable String, String> reaches, Statistics statistics) {
    this.horizons = horizons;
    this.reaches = reaches;
    this.statistics = statistics;
  }

  /**
   * Those of some keys that have just been read and whose values must not be kept: all of them
   * where it cannot be known.
   *
   * @param snapshot what the loader says it read; null if it says nothing
   */
  Set<K> unseen(Collection<K> keys, @Nullable String snapshot) {
    List<K> read = List.copyOf(keys);
    Set<K> unseen = new HashSet<>();
    try {
      List<Set<String>> standing = horizons.of(read);
      for (int i = 0; i < read.size(); i++) {
        if (standing.get(i).stream().anyMatch(horizon -> !isReached(snapshot, horizon))) {
          unseen.add(read.get(i));
        }
      }
    } catch (AuthorityException e) {
      LOG.log(Level.DEBUG, "It is not known what a load must have seen, so it is not kept", e);
      unseen.addAll(read);
    }
    statistics.load(LoadEvent.REFUSED, unseen.size());
    return unseen;
  }

  private boolean isReached(@Nullable String snapshot, String horizon) {
    return !horizon.equals(Horizons.UNREADABLE) && reaches.test(snapshot, horizon);
  }
}
