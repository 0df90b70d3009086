package org.entresol.spring.boot;

import java.net.URI;
import java.util.List;
import javax.cache.CacheManager;
import org.entresol.EntresolCacheManager;
import org.entresol.config.ManagerConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/**
 * The one manager of an application's caches, for Spring's cache abstraction, JCache's annotations
 * and Hibernate. Where the application has a {@link CacheManager} of its own, that is the one;
 * where {@code spring.cache.jcache.provider} names another provider, the manager is for that to
 * make.
 */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration",
      "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration",
      "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
    },
    afterName = "org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration")
@ConditionalOnExpression(
    "{'', 'org.entresol.jcache.EntresolCachingProvider'}.contains('${spring.cache.jcache.provider:}')")
public class EntresolAutoConfiguration {

  /**
   * The manager; its URI is that of {@code spring.cache.jcache.config} or {@code entresol.config},
   * or the default one.
   */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean(CacheManager.class)
  EntresolCacheManager entresolCacheManager(
      ConfigurableEnvironment environment,
      ResourceLoader resources,
      ObjectProvider<ApplicationPackages> packages,
      ObjectProvider<SslBundles> bundles) {
    Binder binder = Binder.get(environment);
    ClassLoader loader = resources.getClassLoader();
    Opening opening =
        new Opening(
            uri(binder),
            loader == null ? ClassUtils.getDefaultClassLoader() : loader,
            environment.getProperty("spring.application.name", ""),
            ApplicationSettings.in(environment));
    return opening.open(
        new SpringRedis(binder),
        packages.orderedStream().flatMap(known -> known.names().stream()).distinct().toList(),
        name -> bundles.getObject().getBundle(name));
  }

  private static URI uri(Binder binder) {
    @Nullable Resource file =
        binder.bind("spring.cache.jcache.config", Resource.class).orElse(null);
    if (file == null) {
      file = binder.bind(ApplicationSettings.FILE, Resource.class).orElse(null);
    }
    try {
      return file == null ? ManagerConfiguration.defaultUri() : file.getURI();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(
          "There is no file "
              + file
              + "; allowed: a resource that is there, such as"
              + " classpath:entresol.yaml or file:/etc/entresol.yaml",
          e);
    }
  }

  /** The packages that Spring Boot scans for the application's classes. */
  @Bean
  ApplicationPackages entresolScannedPackages(BeanFactory beans) {
    return () ->
        AutoConfigurationPackages.has(beans) ? AutoConfigurationPackages.get(beans) : List.of();
  }

  /** Where entities lie, in Spring Boot 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.autoconfigure.domain.EntityScanPackages")
  static class Entities3 {
    @Bean
    ApplicationPackages entresolEntityPackages(BeanFactory beans) {
      return () ->
          org.springframework.boot.autoconfigure.domain.EntityScanPackages.get(beans)
              .getPackageNames();
    }
  }

  /** Where entities lie, in Spring Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = "org.springframework.boot.persistence.autoconfigure.EntityScanPackages")
  static class Entities4 {
    @Bean
    ApplicationPackages entresolEntityPackages(BeanFactory beans) {
      return () ->
          org.springframework.boot.persistence.autoconfigure.EntityScanPackages.get(beans)
              .getPackageNames();
    }
  }
}
