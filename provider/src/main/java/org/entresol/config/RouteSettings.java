package org.entresol.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of the answers of one route. Immutable.
 *
 * @param place where it is said, for messages
 * @param pattern the paths of the route
 * @param cache the name of the cache in which answers lie
 * @param lives how long answers are of use
 * @param parts what of a request tells answers apart
 * @param labels the tags by which answers go
 * @param maxBody the most bytes of content that are kept
 */
public record RouteSettings(
    String place,
    String pattern,
    String cache,
    Lives lives,
    Parts parts,
    Labels labels,
    int maxBody) {

  /**
   * How long answers are of use where the application does not say it; zero for not at all.
   *
   * @param ttl how long they are fresh
   * @param absent how long it is kept that there is nothing
   * @param staleWhileRevalidate how long past its time an answer is given while it is made anew
   * @param staleIfError how long past its time an answer is given when making it anew fails
   */
  public record Lives(
      Duration ttl, Duration absent, Duration staleWhileRevalidate, Duration staleIfError) {}

  /**
   * What of a request tells answers apart, beside its path.
   *
   * @param vary the fields
   * @param query the parameters that count, or null for all
   * @param byPrincipal whether each logged-in user has answers of their own
   */
  public record Parts(List<String> vary, @Nullable List<String> query, boolean byPrincipal) {}

  /**
   * The tags by which answers go.
   *
   * @param tags those of all answers, with variables of the pattern in braces
   * @param shown whether clients see the fields in which answers say theirs
   */
  public record Labels(List<String> tags, boolean shown) {}
}
