package org.entresol.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.web.token.CacheTokens;
import org.entresol.web.token.StampedResponse;

/**
 * A filter by which a client reads what it has written, whatever node it comes to next: the answer
 * to a request that may have changed something carries a token of some caches, and a request that
 * brings it back is not answered from anything older.
 *
 * <p>The token is taken when the first of the content is asked to be written, so what is changed
 * later is not in it; an answer that is given asynchronously and has no content carries none. It
 * tells nothing of keys or values; what a client makes up costs a round trip for each of the caches
 * and no more. A request is served all the same while the authority is away. For each request a
 * {@link TokenScope} is open, so that services which are called meanwhile are given the token, too,
 * and what these answer goes into that of the answer. Thread-safe.
 *
 * @see EntresolCache#token()
 */
public final class ReadYourWritesFilter extends HttpFilter {

  /** The field of requests and answers that carries the token. */
  public static final String FIELD = "Entresol-Token";

  private static final long serialVersionUID = 1;

  /** The methods that change nothing, by RFC 9110, section 9.2.1. */
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final transient CacheTokens tokens;

  /**
   * Creates the filter for some caches.
   *
   * @param caches those that are written and read by requests, of different names; not closed here
   */
  public ReadYourWritesFilter(Collection<? extends EntresolCache<?, ?>> caches) {
    this.tokens = new CacheTokens(caches);
  }

  /**
   * Creates the filter for those caches of a manager that are open when a request comes.
   *
   * @param names whether a cache of a name is written and read by requests
   */
  public ReadYourWritesFilter(EntresolCacheManager manager, Predicate<String> names) {
    this.tokens = new CacheTokens(manager, names);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    List<String> brought = Collections.list(request.getHeaders(FIELD));
    tokens.catchUp(brought);
    boolean changes = !SAFE.contains(request.getMethod());
    try (TokenScope scope = new TokenScope(tokens, changes)) {
      scope.keep(brought);
      if (!changes) {
        chain.doFilter(request, response);
        return;
      }
      StampedResponse stamped = new StampedResponse(response, FIELD, scope::carried);
      chain.doFilter(request, stamped);
      if (!request.isAsyncStarted()) {
        stamped.stamp();
      }
    }
  }
}
