package org.entresol.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.CacheException;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.entresol.web.render.Shelf;
import org.entresol.web.route.Route;
import org.entresol.web.route.RoutePolicy;
import org.entresol.web.route.RouteRequest;
import org.entresol.web.route.Routes;
import org.jspecify.annotations.Nullable;

/**
 * What is dropped because a request has changed it: after a successful request that is not safe,
 * the answers of its own address, and of those of the same host that its answer names (RFC 9111,
 * 4.4). Thread-safe.
 */
public final class Changes {
  private static final Logger LOG = System.getLogger(Changes.class.getName());
  private static final Reminder COMPLAINT = new Reminder(Duration.ofMinutes(1), Clock.system());
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final int SUCCESS = 200;
  private static final int ERRORS = 400;

  private final Routes routes;
  private final Map<String, Shelf> shelves;

  /**
   * Creates it.
   *
   * @param shelves the caches of the routes by their names
   */
  public Changes(Routes routes, Map<String, Shelf> shelves) {
    this.routes = routes;
    this.shelves = Map.copyOf(shelves);
  }

  /** Whether a request may change something. */
  static boolean mayComeOf(HttpServletRequest request) {
    return !SAFE.contains(request.getMethod());
  }

  /** Drops what a request has changed, as soon as it is answered: perhaps by and by. */
  void onceAnswered(HttpServletRequest request, HttpServletResponse response) {
    try {
      if (request.isAsyncStarted()) {
        request
            .getAsyncContext()
            .addListener(new Completion(() -> after(request, response), (why, context) -> {}));
        return;
      }
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "It was complete before it could be listened to", e);
    }
    after(request, response);
  }

  private void after(HttpServletRequest request, HttpServletResponse response) {
    int status = response.getStatus();
    if (status < SUCCESS || status >= ERRORS) {
      return;
    }
    URI own = parsed(withoutQuery(request));
    try {
      purge(
          request.getRequestURI(),
          request.getContextPath(),
          counting -> Address.of(request, counting));
      for (String field : Set.of("Location", "Content-Location")) {
        String named = response.getHeader(field);
        URI other = named == null ? null : parsed(named);
        URI whole = other == null || own == null ? null : own.resolve(other);
        if (own != null && whole != null && isSameHost(own, whole)) {
          purge(whole, request.getContextPath());
        }
      }
    } catch (CacheException e) {
      if (COMPLAINT.isDue()) {
        LOG.log(Level.WARNING, "What was changed could not be dropped from its cache", e);
      }
    }
  }

  /** The address of a request; null if it is none. */
  static @Nullable URI own(HttpServletRequest request) {
    String query = request.getQueryString();
    return parsed(withoutQuery(request) + (query == null ? "" : "?" + query));
  }

  private static String withoutQuery(HttpServletRequest request) {
    String scheme = request.getScheme();
    String host = Asked.host(scheme, request.getServerName(), request.getServerPort());
    return scheme + "://" + host + request.getRequestURI();
  }

  private static @Nullable URI parsed(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isSameHost(URI one, URI other) {
    RouteRequest own = Address.of(one, Set.of());
    RouteRequest there = Address.of(other, Set.of());
    return own.scheme().equals(there.scheme()) && own.host().equals(there.host());
  }

  /**
   * Drops all answers of an address, if there is a route for it.
   *
   * @param context where the application lies; the paths of routes begin behind it
   * @return whether there is
   * @throws CacheException if the cache cannot be asked
   */
  public boolean purge(URI address, String context) {
    return purge(address.getRawPath(), context, counting -> Address.of(address, counting));
  }

  private boolean purge(
      @Nullable String path,
      String context,
      Function<@Nullable Set<String>, RouteRequest> address) {
    Route route =
        (path == null || !path.startsWith(context))
            ? null
            : routes.of(path.substring(context.length()));
    Shelf shelf = route == null ? null : shelves.get(route.policy().cache());
    if (route == null || shelf == null) {
      return false;
    }
    RoutePolicy policy = route.policy();
    shelf.purge(policy.key().of(address.apply(policy.query())));
    return true;
  }

  /**
   * Drops all answers that have one of some tags.
   *
   * @throws CacheException if there are too many, or a cache cannot be asked
   */
  public void purgeTags(Collection<String> tags) {
    for (Shelf shelf : shelves.values()) {
      shelf.purgeTags(tags);
    }
  }
}
