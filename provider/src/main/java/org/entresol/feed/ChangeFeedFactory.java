package org.entresol.feed;

import org.jspecify.annotations.Nullable;

/**
 * The way to a kind of database. Thread-safe.
 *
 * <p>The service loader finds it, so its class is public and has a constructor without parameters,
 * which reaches for nothing.
 */
public interface ChangeFeedFactory {

  /** The name of the section that it serves, such as {@code postgres}. */
  String section();

  /**
   * Begins to follow a database.
   *
   * @param settings what the section says
   * @param host the manager that it says it to
   * @return what follows it
   * @throws javax.cache.CacheException if the settings ask for what the database has not, or it
   *     cannot be reached and is required
   */
  ChangeFeed open(FeedSettings settings, FeedHost host);

  /**
   * Whether a load has seen all that a change that was handled shows.
   *
   * @param snapshot which state of the database the load says it has read; null if it says nothing
   * @param horizon what was left by who handled the change
   */
  boolean reaches(@Nullable String snapshot, String horizon);
}
