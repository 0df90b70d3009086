package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.entresol.EntresolCacheManager;
import org.entresol.jcache.EntresolCachingProvider;
import org.hibernate.cache.jcache.internal.JCacheRegionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Hibernate is told beside what the application tells it. */
@Tag("unit")
final class HibernatePropertiesTest {
  private static final String FACTORY = "hibernate.cache.region.factory_class";
  private static final String MANAGER = "hibernate.javax.cache.cache_manager";

  private final EntresolCacheManager manager = new EntresolCachingProvider().getCacheManager();
  private final Map<String, Object> properties = new HashMap<>();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Object> names() {
    return Stream.of(
        "jcache",
        "org.hibernate.cache.jcache.JCacheRegionFactory",
        "org.hibernate.cache.jcache.internal.JCacheRegionFactory",
        JCacheRegionFactory.class);
  }

  @ParameterizedTest
  @MethodSource("names")
  void manager_whereTheFactoryIsJCaches_isOurs(Object factory) {
    properties.put(FACTORY, factory);

    EntresolHibernateAutoConfiguration.complete(properties, manager);

    assertThat(properties).containsEntry(FACTORY, factory);
    assertThat(properties.get(MANAGER)).isInstanceOf(LentCacheManager.class);
  }

  @Test
  void manager_whereNothingIsSaid_isOurs() {
    EntresolHibernateAutoConfiguration.complete(properties, manager);

    assertThat(properties).containsEntry(FACTORY, "jcache").containsKey(MANAGER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"infinispan", "com.acme.RegionFactory"})
  void properties_whereTheFactoryIsAnothers_areLeft(String factory) {
    properties.put(FACTORY, factory);

    EntresolHibernateAutoConfiguration.complete(properties, manager);

    assertThat(properties).containsExactly(Map.entry(FACTORY, factory));
  }
}
