package org.entresol.web.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The routes whose answers are kept; where several fit, the most special one holds. Immutable. */
public final class Routes {
  private final List<Route> routes = new ArrayList<>();

  /**
   * Some routes.
   *
   * @param policies the policies by their patterns
   * @throws IllegalArgumentException if a text is no pattern, or a tag not allowed for it
   */
  public Routes(Map<String, RoutePolicy> policies) {
    policies.forEach((text, policy) -> routes.add(new Route(RoutePattern.of(text), policy)));
    routes.sort(Comparator.comparing(Route::pattern, RoutePattern.BY_SPECIFICITY));
  }

  /** The route of a path, or null when its answers are not kept. */
  public @Nullable Route of(String path) {
    for (Route route : routes) {
      if (route.pattern().matches(path)) {
        return route;
      }
    }
    return null;
  }

  /** The names of the caches in which answers lie. */
  public Set<String> caches() {
    Set<String> names = new TreeSet<>();
    routes.forEach(route -> names.add(route.policy().cache()));
    return names;
  }
}
