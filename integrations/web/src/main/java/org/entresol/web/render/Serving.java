package org.entresol.web.render;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.entresol.web.http.Cacheability;
import org.entresol.web.http.Headers;
import org.entresol.web.http.Refusal;
import org.entresol.web.route.PlainPath;
import org.entresol.web.route.Route;
import org.entresol.web.route.Routes;
import org.jspecify.annotations.Nullable;

/**
 * All that a filter serves routes by, on whatever it stands. Thread-safe.
 *
 * @param routes the routes
 * @param shelves the caches of the routes by their names
 * @param changes drops what requests change
 * @param purging serves those that purge; null where none may
 * @param patience how long a request waits for another's rendering
 * @param clock tells what is fresh
 */
public record Serving(
    Routes routes,
    Map<String, Shelf> shelves,
    Changes changes,
    @Nullable Purging purging,
    Duration patience,
    InstantSource clock) {

  /** Copies the shelves. */
  public Serving {
    shelves = Map.copyOf(shelves);
  }

  /**
   * A route, and where its answers lie.
   *
   * @param route the route
   * @param path the path within the application
   * @param shelf where its answers lie
   */
  public record Named(Route route, String path, Shelf shelf) {}

  /**
   * The route of a request, or null where its answers are not kept.
   *
   * @param whole the path as it was sent
   * @param path that within the application
   */
  public @Nullable Named named(String whole, String path) {
    if (!PlainPath.is(whole)) {
      return null;
    }
    Route route = routes.of(path);
    Shelf shelf = route == null ? null : shelves.get(route.policy().cache());
    return route == null || shelf == null || shelf.isClosed()
        ? null
        : new Named(route, path, shelf);
  }

  /**
   * Why a request for a route is neither answered from what is kept, nor its answer kept.
   *
   * @param content whether it has content
   * @param principal who is logged in; empty for somebody without a name, null for nobody
   * @return null if it may
   */
  public static @Nullable Refusal refusal(
      Route route, String method, Headers fields, boolean content, @Nullable String principal) {
    Refusal refusal =
        Cacheability.ofRequest(method, fields, content, principal != null, route.policy().terms());
    boolean nameless = principal != null && principal.isEmpty();
    return refusal == null && nameless ? Refusal.PRINCIPAL : refusal;
  }
}
