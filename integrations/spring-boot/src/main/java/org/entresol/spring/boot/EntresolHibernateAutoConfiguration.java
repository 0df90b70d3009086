package org.entresol.spring.boot;

import java.util.Map;
import java.util.Set;
import org.entresol.EntresolCacheManager;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hibernate's second-level and query cache in the application's one manager, where {@code
 * hibernate-jcache} is there. What the application says under {@code spring.jpa.properties} holds.
 */
@AutoConfiguration(
    after = EntresolAutoConfiguration.class,
    beforeName = {
      "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
    })
@ConditionalOnClass(name = "org.hibernate.cache.jcache.internal.JCacheRegionFactory")
@ConditionalOnBean(EntresolCacheManager.class)
public class EntresolHibernateAutoConfiguration {

  private static final String FACTORY = "hibernate.cache.region.factory_class";
  private static final String MANAGER = "hibernate.javax.cache.cache_manager";
  private static final String MISSING = "hibernate.javax.cache.missing_cache_strategy";

  /** What Hibernate's way to JCache is called. */
  private static final Set<String> JCACHE =
      Set.of(
          "jcache",
          "org.hibernate.cache.jcache.JCacheRegionFactory",
          "org.hibernate.cache.jcache.internal.JCacheRegionFactory");

  /** Says the manager to Hibernate where its caches are JCache's, and nobody has said another. */
  static void complete(Map<String, Object> properties, EntresolCacheManager manager) {
    Object factory = properties.get(FACTORY);
    boolean others = factory != null && !JCACHE.contains(named(factory));
    boolean own =
        properties.containsKey("hibernate.javax.cache.uri")
            || properties.containsKey("hibernate.javax.cache.provider");
    if (!others && !own) {
      properties.putIfAbsent(FACTORY, "jcache");
      properties.putIfAbsent(MANAGER, new LentCacheManager(manager));
      properties.putIfAbsent(MISSING, "create");
    }
  }

  /** Hibernate takes a class for its name. */
  private static String named(Object factory) {
    return factory instanceof Class<?> type ? type.getName() : factory.toString();
  }

  /** Spring Boot 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = "org.springframework.boot.autoconfigure.orm.jpa.HibernatePropertiesCustomizer")
  static class Hibernate3 {
    @Bean
    org.springframework.boot.autoconfigure.orm.jpa.HibernatePropertiesCustomizer
        entresolHibernateProperties(EntresolCacheManager manager) {
      return properties -> complete(properties, manager);
    }
  }

  /** Spring Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = "org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer")
  static class Hibernate4 {
    @Bean
    org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer
        entresolHibernateProperties(EntresolCacheManager manager) {
      return properties -> complete(properties, manager);
    }
  }
}
