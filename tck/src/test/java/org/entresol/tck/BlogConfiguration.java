package org.entresol.tck;

import java.util.List;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the annotation tests, over the default manager of the provider under test. */
@Configuration(proxyBeanMethods = false)
@EnableCaching(proxyTargetClass = true)
class BlogConfiguration {
  /** The names that the beans' annotations give; Spring looks caches up and never makes one. */
  private static final List<String> CACHES =
      List.of(
          "blogManager",
          "blgMngr",
          "manager.UsingDefaultCacheNameBlogManagerImpl.getEntryCached(java.lang.String)");

  @Bean
  JCacheCacheManager cacheManager() {
    CacheManager caches = Caching.getCachingProvider().getCacheManager();
    CACHES.forEach(name -> caches.createCache(name, new MutableConfiguration<>()));
    return new JCacheCacheManager(caches);
  }

  @Bean
  CacheNameOnEachMethodBlogManagerImpl cacheNameOnEachMethod() {
    return new CacheNameOnEachMethodBlogManagerImpl();
  }

  @Bean
  ClassLevelCacheConfigBlogManagerImpl cacheNameOnClass() {
    return new ClassLevelCacheConfigBlogManagerImpl();
  }

  @Bean
  UsingDefaultCacheNameBlogManagerImpl defaultCacheName() {
    return new UsingDefaultCacheNameBlogManagerImpl();
  }
}
