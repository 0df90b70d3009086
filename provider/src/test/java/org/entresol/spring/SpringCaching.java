package org.entresol.spring;

import java.net.URI;
import java.util.Set;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.cache.jcache.JCacheManagerFactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What an application writes to have Spring cache in Entresol: a manager of JCache's, which is
 * closed with the context, and Spring's view of it.
 */
@Configuration(proxyBeanMethods = false)
@EnableCaching(proxyTargetClass = true)
class SpringCaching {

  static final String BOOKS = "books";
  static final String FAILURES = "failures";

  /** Spring looks caches up and never makes one. */
  private static final Set<String> NAMES = Set.of(BOOKS, FAILURES);

  @Bean
  JCacheManagerFactoryBean jcacheManager() {
    JCacheManagerFactoryBean factory = new JCacheManagerFactoryBean();
    factory.setCacheManagerUri(URI.create("entresol:spring"));
    return factory;
  }

  @Bean
  JCacheCacheManager cacheManager(CacheManager caches) {
    NAMES.forEach(name -> caches.createCache(name, new MutableConfiguration<>()));
    return new JCacheCacheManager(caches);
  }

  @Bean
  Library library(CacheManager caches) {
    return new Library(caches);
  }

  @Bean
  Archive archive() {
    return new Archive();
  }

  @Bean
  Catalogue catalogue() {
    return new Catalogue();
  }

  @Bean
  ShelfKeys shelfKeys() {
    return new ShelfKeys();
  }
}
