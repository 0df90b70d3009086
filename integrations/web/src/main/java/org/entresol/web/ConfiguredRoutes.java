package org.entresol.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.EntresolCacheManager;
import org.entresol.config.ConfigurationException;
import org.entresol.config.RouteSection;
import org.entresol.config.RouteSettings;
import org.entresol.web.route.Route;
import org.entresol.web.route.RoutePattern;
import org.entresol.web.route.RoutePolicy;

/** The routes that a file names. Stateless. */
final class ConfiguredRoutes {

  private ConfiguredRoutes() {}

  /**
   * The policies by their patterns, in the order of the file.
   *
   * @throws ConfigurationException if the file asks for what is not allowed
   */
  static Map<String, RoutePolicy> of(EntresolCacheManager manager) {
    Map<String, RoutePolicy> policies = new LinkedHashMap<>();
    for (RouteSettings route : RouteSection.of(manager.getURI(), manager.getClassLoader())) {
      try {
        Route checked = new Route(RoutePattern.of(route.pattern()), policy(route));
        policies.put(route.pattern(), checked.policy());
      } catch (IllegalArgumentException e) {
        throw new ConfigurationException(route.place() + ": " + e.getMessage(), e);
      }
    }
    return policies;
  }

  private static RoutePolicy policy(RouteSettings route) {
    RoutePolicy.Builder builder =
        RoutePolicy.builder(route.cache(), route.lives().ttl())
            .absent(route.lives().absent())
            .staleWhileRevalidate(route.lives().staleWhileRevalidate())
            .staleIfError(route.lives().staleIfError())
            .byPrincipal(route.parts().byPrincipal())
            .vary(route.parts().vary().toArray(String[]::new))
            .tags(route.labels().tags().toArray(String[]::new))
            .showTags(route.labels().shown())
            .maxBody(route.maxBody());
    List<String> query = route.parts().query();
    return query == null ? builder.build() : builder.query(query.toArray(String[]::new)).build();
  }
}
