package org.entresol.tier.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which servers may evict pending writes. */
@Tag("server")
class EvictionTest {

  @ParameterizedTest
  @CsvSource({
    "0,allkeys-lru,false",
    "1000,allkeys-lru,true",
    "1000,allkeys-random,true",
    "1000,volatile-lru,false",
    "1000,noeviction,false"
  })
  void evictsAll_limitAndPolicy_decide(String limit, String policy, boolean expected) {
    assertThat(Eviction.evictsAll(Map.of("maxmemory", limit, "maxmemory_policy", policy)))
        .isEqualTo(expected);
  }

  @Test
  void evictsAll_nothingSaid_isFalse() {
    assertThat(Eviction.evictsAll(Map.of())).isFalse();
  }

  @Test
  void memory_ofAServer_tellsLimitAndPolicy() {
    RedisConnection connection = ScriptBench.connect(RedisServers.shared().address());
    try {
      assertThat(new ServerFacts(connection).memory())
          .singleElement()
          .satisfies(facts -> assertThat(facts).containsKeys("maxmemory", "maxmemory_policy"));
    } finally {
      connection.close();
    }
  }
}
