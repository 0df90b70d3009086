package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

@Tag("server")
class BesideCachesTest {

  private RedisServer server;
  private CacheManager manager;
  private BesideCaches beside;

  @BeforeEach
  void open() throws Exception {
    server = RedisServer.start();
    manager = Caching.getCachingProvider().getCacheManager(URI.create(server.address()), null);
    beside = new BesideCaches(manager.unwrap(RedissonClient.class));
  }

  @AfterEach
  void close() {
    manager.close();
    server.close();
  }

  @Test
  void bestSellers_soldAgain_areInOrderOfAllThatWasSold() {
    beside.bestSellers(Map.of("apples", 5, "pears", 7));
    assertThat(beside.bestSellers(Map.of("apples", 3))).containsExactly("apples", "pears");
  }

  @Test
  void cart_fieldChanged_leavesTheOthers() {
    beside.cart("anna", "apples", 2);
    assertThat(beside.cart("anna", "pears", 1)).isEqualTo(Map.of("apples", "2", "pears", "1"));
  }

  @Test
  void visitors_seenAgain_countOnce() {
    beside.visitors(Set.of("anna", "bert"));
    assertThat(beside.visitors(Set.of("bert", "carl"))).isEqualTo(3);
  }

  @Test
  void structures_cacheClearedAndDestroyed_stay() {
    Cache<String, String> cache =
        manager.createCache("cart", new MutableConfiguration<String, String>());
    cache.put("anna", "apples");
    beside.cart("anna", "apples", 2);
    cache.clear();
    manager.destroyCache("cart");
    assertThat(beside.cart("anna", "apples", 1)).isEqualTo(Map.of("apples", "3"));
  }
}
