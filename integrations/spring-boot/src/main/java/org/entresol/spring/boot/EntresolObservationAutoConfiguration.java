package org.entresol.spring.boot;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.entresol.EntresolCacheManager;
import org.entresol.micrometer.EntresolObservations;
import org.entresol.micrometer.RemoteCallThreshold;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * What takes time in the caches as observations, where there is a registry of them, which are spans
 * where the application is traced; not with {@code management.observations.enable.entresol=false}.
 */
@AutoConfiguration(
    after = EntresolAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnClass(ObservationRegistry.class)
public class EntresolObservationAutoConfiguration {

  /** How long a call of the authority takes at least that traces have. */
  static final String THRESHOLD = "management.tracing.entresol.threshold";

  /** Ends before the manager does. */
  @Bean(destroyMethod = "close")
  @ConditionalOnBean({EntresolCacheManager.class, ObservationRegistry.class})
  @ConditionalOnMissingBean
  EntresolObservations entresolObservations(
      EntresolCacheManager manager, ObservationRegistry registry) {
    return EntresolObservations.bind(manager, registry);
  }

  /** What is exported, where anything is. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SpanExportingPredicate.class)
  static class Exported {

    @Bean
    @ConditionalOnMissingBean
    RemoteCallThreshold entresolRemoteCallThreshold(Environment environment) {
      String said = environment.getProperty(THRESHOLD);
      return new RemoteCallThreshold(
          said == null ? RemoteCallThreshold.USUAL : DurationStyle.detectAndParse(said));
    }
  }
}
