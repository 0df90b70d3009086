package org.entresol.web;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.entresol.EntresolCache;
import org.entresol.ReadToken;
import org.entresol.web.token.CacheTokens;
import org.jspecify.annotations.Nullable;

/**
 * What is done for one client of services that have {@link ReadYourWritesFilter}: the tokens that
 * they have answered with, which go back to them, so that none reads anything older than what
 * another has written. Thread-safe; open for the thread that has opened it, until that closes it.
 *
 * <p>The filter opens one for each request. Elsewhere it is opened by hand:
 *
 * <pre>{@code
 * try (TokenScope scope = TokenScope.open()) {
 *   stock.put().uri("/articles/42").body(article).retrieve(); // through a client with an interceptor
 *   stock.get().uri("/articles/42").retrieve();               // on any node: not older
 * }
 * }</pre>
 */
public final class TokenScope implements AutoCloseable {

  private static final ThreadLocal<@Nullable TokenScope> CURRENT = new ThreadLocal<>();

  private final CacheTokens own;
  private final boolean changes;
  private final Map<String, String> seen = new ConcurrentHashMap<>();
  private final @Nullable TokenScope around;

  /**
   * Opens a scope for this thread.
   *
   * @param changes whether the own caches may be changed in it
   */
  TokenScope(CacheTokens own, boolean changes) {
    this.own = own;
    this.changes = changes;
    this.around = CURRENT.get();
    CURRENT.set(this);
  }

  /** Opens a scope for this thread, which carries what services have answered. */
  public static TokenScope open() {
    return open(List.of());
  }

  /**
   * Opens a scope for this thread, which carries also what is written in some caches here, and by
   * which what is read in them is not older than answers.
   *
   * @param caches those that services read and write too, of different names; not closed here
   */
  public static TokenScope open(Collection<? extends EntresolCache<?, ?>> caches) {
    return new TokenScope(new CacheTokens(caches), true);
  }

  /** That of this thread which was opened last; null if none is open. */
  public static @Nullable TokenScope current() {
    return CURRENT.get();
  }

  /**
   * What a request, or an answer, has to carry by now in the field {@link
   * ReadYourWritesFilter#FIELD}. Where own caches may have changed that is a round trip for each;
   * while their authority is away they are left out.
   *
   * @return empty for nothing
   */
  public String carried() {
    Map<String, String> all = new TreeMap<>(seen);
    if (changes) {
      own.taken().forEach((name, token) -> all.merge(name, token, ReadToken::ofBoth));
    }
    return all.entrySet().stream()
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .collect(joining(", "));
  }

  /**
   * Takes in what a service has answered in that field: what is read in own caches from now on is
   * not older. What is no token asks for nothing.
   *
   * @param values those of the field, not null
   */
  public void take(Collection<String> values) {
    keep(values);
    own.catchUp(values);
  }

  /** Carries what somebody has said from now on. */
  void keep(Collection<String> values) {
    CacheTokens.in(values)
        .forEach(
            (name, token) -> {
              if (seen.containsKey(name) || seen.size() < CacheTokens.MOST) {
                seen.merge(name, token, ReadToken::ofBoth);
              }
            });
  }

  /** Ends it; by the thread that has opened it, and after those that it has opened since. */
  @Override
  public void close() {
    if (around == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(around);
    }
  }
}
