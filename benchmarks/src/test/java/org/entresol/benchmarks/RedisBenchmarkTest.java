package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.redisson.api.RedissonClient;

/** That every peer does on Redis what is timed, and that its figures become a table. */
@Tag("server")
class RedisBenchmarkTest {
  private static final RedisTurns TINY = new RedisTurns(20, 10, 2);

  private final String address = RedisServers.shared().address();

  static Stream<Arguments> caches() {
    return Stream.of(RedisPeer.values())
        .flatMap(
            peer ->
                Stream.of(Payload.STRING, Payload.CUSTOMER)
                    .map(payload -> Arguments.of(peer, payload)));
  }

  @ParameterizedTest
  @MethodSource("caches")
  <V> void steps_filledCache_doWhatIsTimed(RedisPeer peer, Payload<V> payload) {
    RedisTraffic<V> traffic = new RedisTraffic<>(payload);
    try (RedisSubject<V> subject = peer.open(address, payload, Expiry.ETERNAL)) {
      traffic.fill(subject, payload);
      Object before = RedisOperation.GET.step(subject, traffic, 7);

      assertThat(RedisOperation.GET_ALL.step(subject, traffic, 7))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .hasSize(RedisOperation.BULK);
      assertThat(RedisOperation.CLAIM.step(subject, traffic, 7)).isEqualTo(true);
      assertThat(RedisOperation.CLAIM.step(subject, traffic, 7)).isEqualTo(true);
      assertThat(RedisOperation.INVOKE.step(subject, traffic, 7)).isEqualTo(true);
      if (peer != RedisPeer.BARE) {
        assertThat(subject.get(traffic.key(7))).usingRecursiveComparison().isNotEqualTo(before);
        Object put = RedisOperation.PUT.step(subject, traffic, 7);
        assertThat(subject.get(traffic.key(7))).usingRecursiveComparison().isEqualTo(put);
        RedisOperation.PUT_ALL.step(subject, traffic, 7);
        traffic
            .entries(7)
            .forEach(
                (key, value) ->
                    assertThat(subject.get(key)).usingRecursiveComparison().isEqualTo(value));
      }
    }
  }

  @Test
  void bare_filled_storesAsManyBytesAsWe() {
    RedisTraffic<Customer> traffic = new RedisTraffic<>(Payload.CUSTOMER);
    try (RespClient client = RedisServers.shared().connect();
        RedisSubject<Customer> bare =
            RedisPeer.BARE.open(address, Payload.CUSTOMER, Expiry.ETERNAL);
        RedisSubject<Customer> ours =
            RedisPeer.ENTRESOL_REDIS.open(address, Payload.CUSTOMER, Expiry.ETERNAL)) {
      traffic.fill(bare, Payload.CUSTOMER);
      traffic.fill(ours, Payload.CUSTOMER);

      assertThat(length(client, "bare-far:*:e:s:customer:3000"))
          .isEqualTo(length(client, "ours-far:*:e:s:customer:3000"))
          .isGreaterThan(80);
    }
  }

  private static long length(RespClient client, String pattern) {
    List<String> names = client.texts("KEYS", pattern);
    assertThat(names).hasSize(1);
    return client.number("STRLEN", names.get(0));
  }

  @Test
  void close_everyPeer_leavesNothingInRedis() {
    try (RespClient client = RedisServers.shared().connect()) {
      client.command("FLUSHALL");
      for (RedisPeer peer : RedisPeer.values()) {
        RedisSubject<String> subject = peer.open(address, Payload.STRING, Expiry.ETERNAL);
        new RedisTraffic<>(Payload.STRING).fill(subject, Payload.STRING);
        subject.close();
      }
      assertThat(client.number("DBSIZE")).isZero();
    }
  }

  @Test
  void scenarios_all_haveEveryCaseAtOneAndSixteenThreads() {
    assertThat(RedisMain.scenarios()).hasSize(4 + RedisOperation.values().length * 2 * 2);
    assertThat(RedisMain.scenarios())
        .extracting(RedisScenario::yardstick)
        .containsOnly(RedisPeer.BARE, RedisPeer.HEAP);
  }

  @Test
  void measure_farAndNear_everyRoundHasEveryPeerAndEachScenarioALine() {
    List<RedisScenario> scenarios =
        RedisMain.scenarios().stream()
            .filter(scenario -> scenario.operation() == RedisOperation.GET)
            .filter(scenario -> scenario.payload().equals(Payload.CUSTOMER))
            .toList();
    RedisReport report = new RedisReport();
    for (RedisScenario scenario : scenarios) {
      List<Map<RedisPeer, Double>> rounds = TINY.measure(scenario, address);

      assertThat(rounds)
          .hasSize(2)
          .allSatisfy(
              round -> {
                assertThat(round).containsOnlyKeys(scenario.peers());
                assertThat(round.values()).allMatch(speed -> speed > 0);
              });
      assertThat(report.add(scenario, rounds)).startsWith("| " + scenario.label() + " | ");
    }
    assertThat(report.markdown())
        .contains("| near hit, customer, 1 thread | heap ")
        .contains("| get, customer, 16 threads | bare ");
  }

  @Test
  void add_ratios_areTakenWithinTheRound() {
    RedisScenario scenario =
        new RedisScenario(
            RedisOperation.PUT,
            Payload.STRING,
            1,
            List.of(RedisPeer.BARE, RedisPeer.ENTRESOL_REDIS, RedisPeer.REDISSON_JCACHE));

    String line =
        new RedisReport()
            .add(
                scenario,
                List.of(
                    speeds(10_000, 8_000, 4_000), // a quiet moment
                    speeds(1_000, 800, 400)));

    assertThat(line)
        .contains("| put, string, 1 thread | bare 5.50 ±2.25 | 0.80 ±0.00 | – | 0.40 ±0.00 |")
        .endsWith("| 2.00 ±0.00 |\n");
  }

  private static Map<RedisPeer, Double> speeds(double bare, double ours, double redisson) {
    return Map.of(
        RedisPeer.BARE, bare,
        RedisPeer.ENTRESOL_REDIS, ours,
        RedisPeer.REDISSON_JCACHE, redisson);
  }

  @Test
  void cost_nearCache_countsWhatLiesInRedisAndWhatIsPublished() {
    RedissonClient client = RedisProviders.client(address);
    try {
      RedisFootprint.Cost ours = cost(client, RedisPeer.ENTRESOL_NEAR, Expiry.CREATED);

      // A key and a value of some 50 bytes, a header of 32, and what Redis adds.
      assertThat(ours.ofKeys()).isBetween(100.0, 400.0);
      assertThat(ours.published()).isBetween(30.0, 200.0);
      assertThat(cost(client, RedisPeer.ENTRESOL_REDIS, Expiry.ETERNAL).published()).isZero();
    } finally {
      client.shutdown();
    }
  }

  private RedisFootprint.Cost cost(RedissonClient client, RedisPeer peer, Expiry expiry) {
    return RedisFootprint.cost(client, address, peer, Payload.STRING, expiry, 500);
  }
}
