package com.acme.titles;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.net.URI;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/** The manager of all caches, as the manual has it. */
@Factory
class Managers {

  @Singleton
  @Bean(preDestroy = "close")
  CacheManager manager(@Property(name = "caches") String uri) {
    CacheManager manager = Caching.getCachingProvider().getCacheManager(URI.create(uri), null);
    manager.createCache("titles", new MutableConfiguration<>());
    return manager;
  }
}
