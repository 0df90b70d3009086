package org.entresol.spring.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.entresol.EntresolCacheManager;
import org.entresol.micrometer.EntresolMeters;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * The figures of the caches in Micrometer's registry, where there is one; not with {@code
 * management.metrics.entresol.enabled=false}.
 */
@AutoConfiguration(
    after = EntresolAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnClass({MeterRegistry.class, MeterBinder.class})
@ConditionalOnBean({EntresolCacheManager.class, MeterRegistry.class})
@ConditionalOnProperty(name = EntresolMetricsAutoConfiguration.ENABLED, matchIfMissing = true)
public class EntresolMetricsAutoConfiguration {

  static final String ENABLED = "management.metrics.entresol.enabled";

  /** Bound by Spring Boot to every registry there is. */
  @Bean
  MeterBinder entresolMeters(EntresolCacheManager manager) {
    return new EntresolMeters(manager);
  }
}
