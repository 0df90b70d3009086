package org.entresol.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which database is followed, and how. Immutable.
 *
 * @param place where it is said, for messages
 * @param url the address as JDBC takes it; it may hold a password
 * @param user who connects; null if the address says it
 * @param password of that user, or null
 * @param source how changes are told
 * @param install whether what the database lacks for that is made there
 * @param tables what changes of tables mean, in the order of the file
 */
public record FeedSettings(
    String place,
    String url,
    @Nullable String user,
    @Nullable String password,
    FeedSource source,
    boolean install,
    List<TableMapping> tables) {

  /** Where this is said, and nothing that may be secret. */
  @Override
  public String toString() {
    return place;
  }
}
