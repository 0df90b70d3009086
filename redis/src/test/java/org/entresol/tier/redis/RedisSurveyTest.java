package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.entresol.redis.FewConnections;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Plan;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody sees in Redis who is no node. */
@Tag("server")
class RedisSurveyTest {

  private static final String ADDRESS = RedisServers.shared().address();

  private final TestNodes nodes = new TestNodes(ADDRESS);
  private RedisSurvey survey;

  @BeforeEach
  void open() {
    survey =
        RedisSurvey.open(
            RedisSettings.of(
                FewConnections.single(ADDRESS),
                "",
                Duration.ofSeconds(3),
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5)),
            Clock.system());
  }

  @AfterEach
  void close() {
    survey.close();
    nodes.close();
  }

  private CacheName named(String cache) {
    return new CacheName(nodes.namespace(), cache, OptionalInt.empty());
  }

  private static void write(ByteTier tier, String key) {
    tier.attempt(
        new Plan(key.getBytes(UTF_8), Act.WRITE, Act.WRITE)
            .payload(new byte[] {1})
            .lifetimes(new Lifetimes(60_000, 60_000, Lifetimes.UNCHANGED)));
  }

  private List<String> keys() {
    try (RespClient admin = RedisServers.shared().connect()) {
      return admin.texts("KEYS", nodes.namespace() + ":*").stream().sorted().toList();
    }
  }

  @Test
  void survey_cacheThatNobodyHasMade_isNotMade() {
    assertThatThrownBy(() -> survey.cache(named("none")))
        .isInstanceOf(TierException.class)
        .hasMessageContaining("There is no record " + nodes.namespace() + ":none");

    assertThat(keys()).isEmpty();
  }

  @Test
  void survey_cachesAmongManyHashesOfOthers_findsThemAll() {
    for (String cache : List.of("a", "b", "c")) {
      ByteTier unused = nodes.open("one", cache, false);
    }
    try (RespClient admin = RedisServers.shared().connect()) {
      for (int i = 0; i < 3 * RedisScan.BATCH; i++) {
        admin.command("HSET", nodes.namespace() + ":user" + i, "name", "Anna");
      }

      assertThat(survey.caches(nodes.namespace()))
          .containsExactly(named("a"), named("b"), named("c"));

      admin.command(
          "EVAL",
          "for _, name in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', name) end",
          "0",
          nodes.namespace() + ":user*");
    }
  }

  @Test
  void survey_allThatItLooksAt_leavesNothing() {
    write(nodes.open("one", "a", false), "s:k");
    List<String> before = keys();

    assertThat(survey.caches(nodes.namespace())).containsExactly(named("a"));
    assertThat(survey.refusals(nodes.namespace())).isEmpty();
    assertThat(survey.latency(nodes.namespace()).scriptMicros()).isPositive();
    assertThat(survey.servers()).hasSize(1);
    SurveyedCache cache = survey.cache(named("a"));
    assertThat(cache.backlogs()).hasSize(16);
    assertThat(cache.memory("s:k".getBytes(UTF_8)).orElse(0)).isPositive();

    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void survey_nodesThatListen_areCounted() {
    assertThat(survey.nodes(nodes.namespace())).isEqualTo(OptionalLong.of(0));
    nodes.open("one", "a", false).listen(new Silent());
    nodes.open("two", "a", false).listen(new Silent());

    assertThat(survey.nodes(nodes.namespace())).isEqualTo(OptionalLong.of(2));
  }

  @Test
  void census_entries_areCountedByCache() {
    ByteTier one = nodes.open("one", "a", false);
    ByteTier other = nodes.open("one", "a:b", false);
    for (int i = 0; i < 30; i++) {
      write(one, "s:" + i);
    }
    write(other, "s:k");
    List<Long> progress = new ArrayList<>();

    Census census = survey.census(nodes.namespace(), 10, progress::add);

    assertThat(census.of(named("a")).extent().entries()).isEqualTo(30);
    assertThat(census.of(named("a")).extent().weighed()).isEqualTo(10);
    assertThat(census.of(named("a:b")).extent().entries()).isEqualTo(1);
    assertThat(census.of(named("c"))).isEqualTo(Census.Tally.NONE);
    assertThat(census.of(named("a")).eternal()).isZero();
    assertThat(progress).isNotEmpty();
  }

  @Test
  void key_writtenAsInRedis_isReadAgain() {
    nodes.open("one", "a", false);
    SurveyedCache cache = survey.cache(named("a"));

    for (String written : List.of("s:a b", "i:42", "k:AQID")) {
      byte[] key = requireNonNull(cache.key(written));
      assertThat(cache.written(key)).isEqualTo(written);
      assertThat(cache.entry(key)).startsWith(nodes.namespace() + ":{a:").endsWith(written);
    }
    assertThat(cache.key("k:?")).isNull();
    assertThat(cache.key("s")).isNull();
  }
}
