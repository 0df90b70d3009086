package org.entresol.spring.boot;

import org.entresol.EntresolCacheManager;
import org.entresol.web.ReactiveRoutes;
import org.entresol.web.RouteCache;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.WebFilter;

/**
 * The filter that keeps the answers of routes, where {@code entresol-web} is on the class path of
 * an application of Spring WebFlux. An application may make the {@link RouteCache} itself.
 */
@AutoConfiguration(after = EntresolAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({RouteCache.class, WebFilter.class})
@ConditionalOnBean(EntresolCacheManager.class)
public class EntresolReactiveRoutesAutoConfiguration {

  /** Behind the filters of Spring Security, which stand at -100 and say who is logged in. */
  private static final int ORDER = -90;

  /** The routes that methods of controllers name, where Spring WebFlux is there. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RequestMappingHandlerMapping.class)
  static class OfControllers {

    @Bean
    CachedRoutes entresolCachedRoutes(
        EntresolCacheManager manager, ObjectProvider<RequestMappingHandlerMapping> mappings) {
      return new CachedRoutes(WebFluxMethods.of(mappings.orderedStream().toList()), manager, "");
    }
  }

  /** The routes that the file of the manager names, and those of controllers. */
  @Bean
  @ConditionalOnMissingBean
  RouteCache entresolRoutes(
      EntresolCacheManager manager, ObjectProvider<CachedRoutes> ofControllers) {
    RouteCache.Builder routes = RouteCache.configured(manager);
    ofControllers.ifAvailable(named -> named.addTo(routes));
    return routes.build();
  }

  /** The filter, for all paths. */
  @Bean
  @Order(ORDER)
  WebFilter entresolRouteWebFilter(RouteCache routes) {
    return ReactiveRoutes.filter(routes);
  }
}
