package org.entresol.spring.boot;

import java.util.UUID;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** Contexts with the starter's auto-configurations and Spring Boot's own for caches. */
final class Contexts {
  private Contexts() {}

  /** An application that caches. */
  @Configuration(proxyBeanMethods = false)
  @EnableCaching
  static class Caching {}

  /** With a namespace of their own. */
  static ApplicationContextRunner runner() {
    return unnamed().withPropertyValues("entresol.namespace=" + UUID.randomUUID());
  }

  /** With what the starter makes of the application's name. */
  static ApplicationContextRunner unnamed() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                EntresolAutoConfiguration.class,
                EntresolCachingAutoConfiguration.class,
                EntresolTagsAutoConfiguration.class,
                EntresolHibernateAutoConfiguration.class,
                EntresolActuatorAutoConfiguration.class,
                EntresolMetricsAutoConfiguration.class,
                EntresolObservationAutoConfiguration.class,
                springs()))
        .withUserConfiguration(Caching.class);
  }

  /** Spring Boot's own auto-configuration of caches, in the package where its generation has it. */
  private static Class<?> springs() {
    String three = "org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration";
    String four = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration";
    return ClassUtils.resolveClassName(ClassUtils.isPresent(four, null) ? four : three, null);
  }

  static EntresolCacheManager manager(ApplicationContext context) {
    return context.getBean(EntresolCacheManager.class);
  }

  /** What a cache of Spring's is, which is made by being asked for. */
  static EntresolConfiguration<?, ?> configuration(ApplicationContext context, String cache) {
    org.springframework.cache.Cache springs = context.getBean(CacheManager.class).getCache(cache);
    if (springs == null) {
      throw new IllegalStateException("There is no cache " + cache);
    }
    return Shown.of((EntresolCache<?, ?>) springs.getNativeCache());
  }
}
