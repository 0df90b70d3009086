package org.entresol.spring.boot;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.function.Supplier;
import org.entresol.EntresolCacheManager;
import org.entresol.web.RouteCache;
import org.entresol.web.ServletRoutes;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The filter that keeps the answers of routes, where {@code entresol-web} is on the class path of a
 * servlet application. An application may make the {@link RouteCache} itself.
 */
@AutoConfiguration(after = EntresolAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({RouteCache.class, Filter.class})
@ConditionalOnBean(EntresolCacheManager.class)
public class EntresolRoutesAutoConfiguration {

  /** How far behind the filters of Spring Security, which say who is logged in. */
  private static final int BEHIND = 10;

  private static final int SECURITY = -100;

  /** The routes that methods of controllers name, where Spring MVC is there. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RequestMappingHandlerMapping.class)
  static class OfControllers {

    @Bean
    CachedRoutes entresolCachedRoutes(
        EntresolCacheManager manager,
        ObjectProvider<RequestMappingHandlerMapping> mappings,
        Environment environment) {
      String servlet = environment.getProperty("spring.mvc.servlet.path", "/");
      return new CachedRoutes(MvcMethods.of(mappings.orderedStream().toList()), manager, servlet);
    }

    /** The filter is made before there are contexts below this one, and knows no routes of them. */
    @Bean
    ApplicationListener<ContextRefreshedEvent> entresolRoutesBelow(ApplicationContext own) {
      return event -> {
        ApplicationContext refreshed = event.getApplicationContext();
        boolean served = refreshed.getBeanNamesForType(RouteCache.class).length > 0;
        if (refreshed != own && !served) {
          MvcMethods.requireNoRoutes(refreshed);
        }
      };
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

  /**
   * The filter, for all paths, and for requests and what they go on with. The server takes it
   * before there are controllers, and requests after: the first looks the routes up.
   */
  @Bean
  FilterRegistrationBean<Filter> entresolRouteFilter(
      ObjectProvider<RouteCache> routes, Environment environment) {
    Supplier<Filter> filter = SingletonSupplier.of(() -> ServletRoutes.filter(routes.getObject()));
    FilterRegistrationBean<Filter> registration =
        new FilterRegistrationBean<>(
            (request, response, chain) -> filter.get().doFilter(request, response, chain));
    registration.setName("entresolRoutes");
    registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    registration.setOrder(order(environment));
    return registration;
  }

  /** Where among the filters those stand that have to know who is logged in. */
  static int order(Environment environment) {
    int security = environment.getProperty("spring.security.filter.order", Integer.class, SECURITY);
    return (int) Math.min((long) security + BEHIND, Integer.MAX_VALUE);
  }
}
