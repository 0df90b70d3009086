package org.entresol.spring.boot;

import java.util.List;
import java.util.Set;
import org.entresol.EntresolCacheManager;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Spring's cache abstraction over the application's one manager, where caching is enabled and
 * {@code spring.cache.type} is not set, or {@code jcache}.
 */
@AutoConfiguration(
    after = EntresolAutoConfiguration.class,
    beforeName = {
      "org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration",
      "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration"
    })
@ConditionalOnBean({CacheAspectSupport.class, EntresolCacheManager.class})
@ConditionalOnExpression("'${spring.cache.type:jcache}'.equalsIgnoreCase('jcache')")
@ConditionalOnMissingBean({CacheManager.class, CacheResolver.class})
public class EntresolCachingAutoConfiguration {

  /** Makes caches when they are first asked for, unless {@code spring.cache.cache-names} is set. */
  @Bean
  SpringCaches cacheManager(EntresolCacheManager manager, Environment environment) {
    List<String> names =
        Binder.get(environment)
            .bind("spring.cache.cache-names", Bindable.listOf(String.class))
            .orElse(List.of());
    return new SpringCaches(manager, Set.copyOf(names), isCounted(environment));
  }

  /** Whether figures are read, so that they are to count from the first call on. */
  private static boolean isCounted(Environment environment) {
    return ClassUtils.isPresent("io.micrometer.core.instrument.MeterRegistry", null)
        && environment.getProperty(
            EntresolMetricsAutoConfiguration.ENABLED, Boolean.class, Boolean.TRUE);
  }
}
