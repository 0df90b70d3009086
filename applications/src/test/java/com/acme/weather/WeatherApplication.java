package com.acme.weather;

import java.net.URI;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application of Spring's with a cache manager found by JCache. */
@Configuration
@EnableCaching
public class WeatherApplication {

  /** The application with a manager of its own at a URI. */
  public static AnnotationConfigApplicationContext start(URI caches) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean(
        javax.cache.CacheManager.class,
        () -> Caching.getCachingProvider().getCacheManager(caches, null));
    context.register(WeatherApplication.class);
    context.refresh();
    return context;
  }

  @Bean
  CacheManager caches(javax.cache.CacheManager manager) {
    for (String name : new String[] {"forecasts", "warnings", "pages", "users", "rain"}) {
      manager.createCache(name, new MutableConfiguration<>());
    }
    return new JCacheCacheManager(manager);
  }

  @Bean
  WeatherService service() {
    return new WeatherService();
  }
}
