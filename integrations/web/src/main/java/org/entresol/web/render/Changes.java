package org.entresol.web.render;

import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.CacheException;
import org.entresol.web.route.Address;
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

  /** Whether a request with a method may change something. */
  public static boolean mayComeOf(String method) {
    return !SAFE.contains(method);
  }

  /**
   * A request that may have changed something, once it is answered.
   *
   * @param context where the application lies
   * @param own its address, with the parameters that count among those with some names
   * @param status that of its answer
   * @param answer the first value of a field of its answer, or null
   */
  public record Change(
      String context,
      Function<@Nullable Set<String>, RouteRequest> own,
      int status,
      Function<String, @Nullable String> answer) {}

  /** Drops what a request has changed. What cannot be is a warning, once a minute. */
  public void after(Change change) {
    if (change.status < SUCCESS || change.status >= ERRORS) {
      return;
    }
    RouteRequest address = change.own.apply(Set.of());
    URI own = uri(address, null);
    try {
      purge(address.path(), change.context, change.own);
      for (String field : Set.of("Location", "Content-Location")) {
        String named = change.answer.apply(field);
        URI other = named == null ? null : parsed(named);
        URI whole = other == null || own == null ? null : own.resolve(other);
        if (own != null && whole != null && isSameHost(own, whole)) {
          purge(whole, change.context);
        }
      }
    } catch (CacheException e) {
      Complaint.NOT_DROPPED.of(e);
    }
  }

  /** An address with a query, as a URI; null if it is none. */
  public static @Nullable URI uri(RouteRequest address, @Nullable String query) {
    String plain = address.scheme() + "://" + address.host() + address.path();
    return parsed(plain + (query == null ? "" : "?" + query));
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
