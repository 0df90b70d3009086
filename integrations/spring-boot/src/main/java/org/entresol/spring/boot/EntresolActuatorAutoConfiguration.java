package org.entresol.spring.boot;

import org.entresol.EntresolCacheManager;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What the Actuator shows of the caches: their end point, and their health. */
@AutoConfiguration(after = EntresolAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(EntresolCacheManager.class)
public class EntresolActuatorAutoConfiguration {

  /** Whether the end point may change something. */
  static final String CHANGES = "management.endpoint.entresol.changes";

  /** Whether it shows values. */
  static final String VALUES = "management.endpoint.entresol.values";

  /** The end point {@code entresol}. */
  @Bean
  @ConditionalOnAvailableEndpoint(endpoint = EntresolEndpoint.class)
  @ConditionalOnMissingBean
  EntresolEndpoint entresolEndpoint(EntresolCacheManager manager, Environment environment) {
    return new EntresolEndpoint(
        manager,
        environment.getProperty(VALUES, Boolean.class, false),
        environment.getProperty(CHANGES, Boolean.class, false));
  }

  /** Spring Boot 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
  @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator(
      "entresol")
  static class Health3 {
    @Bean
    @ConditionalOnMissingBean(name = "entresolHealthIndicator")
    org.springframework.boot.actuate.health.HealthIndicator entresolHealthIndicator(
        EntresolCacheManager manager) {
      return () -> {
        CacheHealth health = CacheHealth.of(manager);
        return org.springframework.boot.actuate.health.Health.status(health.status())
            .withDetails(health.details())
            .build();
      };
    }
  }

  /** Spring Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator(
      "entresol")
  static class Health4 {
    @Bean
    @ConditionalOnMissingBean(name = "entresolHealthIndicator")
    org.springframework.boot.health.contributor.HealthIndicator entresolHealthIndicator(
        EntresolCacheManager manager) {
      return () -> {
        CacheHealth health = CacheHealth.of(manager);
        return org.springframework.boot.health.contributor.Health.status(health.status())
            .withDetails(health.details())
            .build();
      };
    }
  }
}
