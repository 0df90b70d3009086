package org.entresol.feed;

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
}
