package org.entresol.spring.boot;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.jcache.interceptor.DefaultJCacheOperationSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;

/**
 * The tags that annotated methods say, where Spring's cache abstraction lies over Entresol and the
 * application says no {@link CacheResolver} of its own.
 */
@AutoConfiguration(after = EntresolCachingAutoConfiguration.class)
@ConditionalOnBean(SpringCaches.class)
public class EntresolTagsAutoConfiguration {

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static Advisor entresolTagEviction(ObjectProvider<SpringCaches> caches) {
    DefaultPointcutAdvisor advisor =
        new DefaultPointcutAdvisor(
            new AnnotationMatchingPointcut(null, CacheEvictTags.class, true),
            new TagEviction(caches::getObject));
    // Around a transaction of the same method, as the end of a reactive one is seen from there
    // only.
    advisor.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
    return advisor;
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static TaggedMethods<CacheAspectSupport> entresolTaggedMethods(
      ObjectProvider<SpringCaches> caches) {
    return new TaggedMethods<>(
        CacheAspectSupport.class,
        CacheAspectSupport::getCacheResolver,
        CacheAspectSupport::setCacheResolver,
        new TaggedCaches(caches::getObject));
  }

  /** The same for the annotations of JCache. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(DefaultJCacheOperationSource.class)
  static class OfJCache {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static TaggedMethods<DefaultJCacheOperationSource> entresolTaggedMethodsOfJCache(
        ObjectProvider<SpringCaches> caches) {
      return new TaggedMethods<>(
          DefaultJCacheOperationSource.class,
          DefaultJCacheOperationSource::getCacheResolver,
          DefaultJCacheOperationSource::setCacheResolver,
          new TaggedCaches(caches::getObject));
    }
  }
}
