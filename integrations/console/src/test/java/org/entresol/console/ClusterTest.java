package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.entresol.EntresolCache;
import org.entresol.testing.RedisCluster;
import org.entresol.testing.SentinelGroup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has masters and replicas: the address of one leads to all. */
@Tag("cluster")
class ClusterTest {

  private static Path file(Path folder, String servers) throws IOException {
    return Files.writeString(folder.resolve("entresol.yaml"), "redis: { %s }".formatted(servers));
  }

  private static List<String> list(List<String> addresses) {
    return addresses.stream().map(address -> '"' + address + '"').toList();
  }

  @Test
  void commands_atOneNode_seeTheWholeCluster(@TempDir Path folder) throws IOException {
    try (RedisCluster cluster = RedisCluster.start()) {
      Path file =
          file(
              folder,
              "clusterServersConfig: { nodeAddresses: %s }".formatted(list(cluster.addresses())));
      String address = cluster.addresses().get(0);
      try (Fleet fleet = Fleet.by(file, "shop")) {
        EntresolCache<String, String> cache = fleet.texts("customers");
        for (int i = 0; i < 100; i++) {
          cache.put("k" + i, "v" + i);
        }

        assertListed(address);
        assertFound(address);
        assertAnswered(address);
        assertExamined(address);
        assertDropped(address, cache);
      }
    }
  }

  @Test
  void nodes_thatCameBySentinels_answerWhoAsksAtTheMaster(@TempDir Path folder) throws IOException {
    try (SentinelGroup group = SentinelGroup.start()) {
      Path file =
          file(
              folder,
              "sentinelServersConfig: { masterName: %s, sentinelAddresses: %s, checkSentinelsList: false }"
                  .formatted(group.masterName(), list(group.addresses())));
      try (Fleet fleet = Fleet.by(file, "shop")) {
        fleet.texts("customers").put("k", "v");

        assertAnswered(group.master().address());
      }
    }
  }

  private static void assertListed(String address) {
    JsonNode listed = CommandRun.of("ls", address, "--json").json().get("caches");
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).get("entries").asInt()).isEqualTo(100);
    assertThat(listed.get(0).get("partitions").asInt()).isEqualTo(256);
  }

  private static void assertFound(String address) {
    for (int i = 0; i < 10; i++) {
      JsonNode entries = CommandRun.of("get", address, "customers", "k" + i, "--json").json();
      assertThat(entries.findValue("value").asText()).isEqualTo("v" + i);
    }
  }

  private static void assertAnswered(String address) {
    JsonNode called = CommandRun.of("nodes", address, "--json").json().get("namespaces").get(0);
    assertThat(called.get("silent").asInt()).isZero();
    assertThat(called.get("nodes")).hasSize(1);
  }

  private static void assertExamined(String address) {
    CommandRun doctor = CommandRun.of("doctor", address, "--json");
    assertThat(doctor.code()).as(doctor.out() + doctor.err()).isEqualTo(1);
    assertThat(doctor.json().get("findings").findValuesAsText("check"))
        .filteredOn("version"::equals)
        .hasSize(3);
  }

  private static void assertDropped(String address, EntresolCache<String, String> cache) {
    CommandRun run =
        CommandRun.of("invalidate", address, "customers", "k1", "k2", "--yes", "--json");
    assertThat(run.json().get("found")).hasSize(2);
    await().untilAsserted(() -> assertThat(cache.get("k1")).isNull());
    await().untilAsserted(() -> assertThat(cache.get("k2")).isNull());
    assertThat(cache.get("k3")).isEqualTo("v3");
  }
}
