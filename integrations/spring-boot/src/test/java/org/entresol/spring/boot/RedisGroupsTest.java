package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Collectors;
import org.entresol.testing.RedisCluster;
import org.entresol.testing.SentinelGroup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** The starter with Spring Data's properties for several servers. */
@Tag("cluster")
final class RedisGroupsTest {
  private static String hostsAndPorts(java.util.List<String> addresses) {
    return addresses.stream()
        .map(address -> address.replace("redis://", ""))
        .collect(Collectors.joining(","));
  }

  private static void assertServes(String... properties) {
    Contexts.runner()
        .withPropertyValues(properties)
        .withPropertyValues("entresol.connect-timeout=30s")
        .run(
            context -> {
              Cache cache =
                  Objects.requireNonNull(context.getBean(CacheManager.class).getCache("books"));
              cache.put(1, "Emma");
              assertThat(Objects.requireNonNull(cache.get(1)).get()).isEqualTo("Emma");
              assertThat(Contexts.configuration(context, "books").getStack().isShared()).isTrue();
            });
  }

  @Test
  void clusterOfSpringData_isTaken() {
    try (RedisCluster cluster = RedisCluster.start()) {
      assertServes("spring.data.redis.cluster.nodes=" + hostsAndPorts(cluster.addresses()));
    }
  }

  @Test
  void sentinelsOfSpringData_areTaken() {
    try (SentinelGroup group = SentinelGroup.start()) {
      assertServes(
          "spring.data.redis.sentinel.master=" + group.masterName(),
          "spring.data.redis.sentinel.nodes=" + hostsAndPorts(group.addresses()));
    }
  }
}
