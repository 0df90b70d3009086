package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.entresol.jcache.Crew;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Plan;
import org.entresol.tier.Recall;
import org.entresol.tier.TagHash;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What lies in Redis of recalls does not grow for ever. */
@Tag("server")
class ForgottenRecallsTest {

  private static final byte[] RED = "s:red".getBytes(UTF_8);
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long MANY = 10_000;
  private static final byte[] BLUE = "s:blue".getBytes(UTF_8);

  private final FakeClock clock = new FakeClock();
  private final TestNodes nodes = new TestNodes(RedisServers.shared().address()).by(clock);
  private final String cache = UUID.randomUUID().toString();
  private final RespClient resp = RedisServers.shared().connect();
  private ByteTier tier;

  @BeforeEach
  void open() {
    tier = nodes.open("one", cache, false);
    put(RED, "red");
    put(BLUE, "blue");
  }

  @AfterEach
  void close() {
    nodes.close();
    resp.close();
  }

  private void put(byte[] key, String tag) {
    put(key, TagHash.of(tag));
  }

  private void put(byte[] key, long tag) {
    tier.attempt(
        new Plan(key, Act.WRITE, Act.WRITE).payload("x".getBytes(UTF_8)).tags(new long[] {tag}));
  }

  private void recall(String tag) {
    tier.recall(new long[] {TagHash.of(tag)});
  }

  private List<String> names(String part) {
    return resp.texts("KEYS", nodes.namespace() + ":{" + cache + ":*}:" + part);
  }

  /** How many tags are known in all partitions. */
  private long known() {
    return names("g").stream().mapToLong(name -> resp.number("ZCARD", name) - 1).sum();
  }

  @Test
  void recall_longAgo_isForgottenWhenItsEntriesAreUnlinked() {
    recall("red");
    recall("green");
    long partitions = tier.partitions();
    assertThat(known()).isEqualTo(2 * partitions);
    assertThat(names("e:*")).hasSize(2);

    clock.advance(OldRecalls.PAUSE);
    recall("yellow");

    Crew.until(() -> known() == 2 * partitions);
    assertThat(names("e:*")).hasSize(1);
    assertThat(tier.read(RED).entry()).isNull();
    assertThat(tier.read(BLUE).entry()).isNotNull();
    put(RED, "red");
    recall("blue");
    assertThat(tier.read(RED).entry()).isNotNull();
    assertThat(tier.read(BLUE).entry()).isNull();
  }

  @Test
  void expiry_longAgo_isForgottenWhenItsEntriesAreOfNoUseAnyMore() {
    long partitions = tier.partitions();
    put(RED, ScriptBench.TAG);
    tier.recall(new long[] {ScriptBench.TAG}, Recall.EXPIRE);
    assertThat(known()).isEqualTo(2 * partitions);

    moveExpiries(HOUR);
    clock.advance(OldRecalls.PAUSE);
    recall("blue");
    clock.advance(OldRecalls.PAUSE);
    recall("yellow");

    Crew.until(() -> known() == 3 * partitions);
    assertThat(names("e:*")).hasSize(1);
    moveExpiries(-2 * HOUR);
    clock.advance(OldRecalls.PAUSE);
    recall("green");
    Crew.until(() -> known() == partitions);
    assertThat(names("e:*")).isEmpty();
    put(RED, ScriptBench.TAG);
    assertThat(requireNonNull(tier.read(RED).entry()).expires()).isZero();
  }

  /** Changes when entries have expired by tags; those instants lie there as negative numbers. */
  private void moveExpiries(long millis) {
    for (String floors : names("g")) {
      for (String name : resp.texts("ZRANGEBYSCORE", floors, "-inf", "-1")) {
        resp.command("ZINCRBY", floors, Long.toString(-millis), name);
      }
    }
  }

  /** A node that took for gone what lies there could not replace it either. */
  @Test
  void recalls_moreThanANodeRemembers_leaveWhatHasNoneOfTheirTagsOnceRedisForgetsThem() {
    recallMany(1);
    assertThat(tier.read(BLUE).entry()).isNotNull();
    clock.advance(OldRecalls.PAUSE);
    recall("green");
    clock.advance(OldRecalls.PAUSE);
    recall("yellow");
    Crew.until(() -> known() < tier.partitions() * MANY / 2);

    recallMany(1 + MANY);

    assertThat(tier.read(BLUE).entry()).isNotNull();
  }

  /** Recalls so many tags that twice as many are more than a node remembers. */
  private void recallMany(long first) {
    for (long tag = first; tag < first + MANY; tag += 250) {
      tier.recall(LongStream.range(tag, tag + 250).toArray());
    }
  }

  @Test
  void recall_lately_isRemembered() {
    recall("red");
    clock.advance(OldRecalls.PAUSE.dividedBy(2));
    recall("green");
    clock.advance(OldRecalls.PAUSE.dividedBy(2));
    recall("yellow");
    Crew.until(() -> known() == 2L * tier.partitions());
    assertThat(names("e:*")).hasSize(1);
    assertThat(tier.read(RED).entry()).isNull();
  }
}
