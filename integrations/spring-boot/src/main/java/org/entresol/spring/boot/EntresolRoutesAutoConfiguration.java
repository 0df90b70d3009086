package org.entresol.spring.boot;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import org.entresol.EntresolCacheManager;
import org.entresol.web.RouteCache;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

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

  /** The routes that the file of the manager names. */
  @Bean
  @ConditionalOnMissingBean
  RouteCache entresolRoutes(EntresolCacheManager manager) {
    return RouteCache.configured(manager).build();
  }

  /** The filter, for all paths and for requests alone. */
  @Bean
  FilterRegistrationBean<Filter> entresolRouteFilter(RouteCache routes, Environment environment) {
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(routes.filter());
    registration.setName("entresolRoutes");
    registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
    int security = environment.getProperty("spring.security.filter.order", Integer.class, SECURITY);
    registration.setOrder((int) Math.min((long) security + BEHIND, Integer.MAX_VALUE));
    return registration;
  }
}
