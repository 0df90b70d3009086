package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import javax.cache.Caching;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.config.Config;

/** Redisson brings a provider of its own, and two of them would make the standard look-up throw. */
@Tag("unit")
class SingleProviderTest {
  @Test
  void classPath_withRedisson_hasOneProvider() {
    assertThat(Caching.getCachingProviders())
        .singleElement()
        .isInstanceOf(EntresolCachingProvider.class);
    assertThat(Caching.getCachingProvider()).isInstanceOf(EntresolCachingProvider.class);
  }

  @Test
  void redisson_repacked_createsLazyClient() {
    Config config = new Config();
    config.setLazyInitialization(true);
    config.useSingleServer().setAddress("redis://127.0.0.1:1");

    Redisson client = (Redisson) Redisson.create(config);
    try {
      assertThat(client.getConfig().isLazyInitialization()).isTrue();
    } finally {
      client.shutdown();
    }
  }
}
