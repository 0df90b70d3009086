package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Plan;
import org.entresol.tier.TagHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of tagged entries when Redis evicts what says that they were recalled: none that was
 * recalled is ever there again.
 */
@Tag("server")
class LostRecallsTest {

  private static final byte[] RED = "s:red".getBytes(UTF_8);
  private static final byte[] BLUE = "s:blue".getBytes(UTF_8);
  private static final byte[] PLAIN = "s:plain".getBytes(UTF_8);
  private static final long[] NONE = {};

  private final TestNodes nodes = new TestNodes(RedisServers.shared().address());
  private final String cache = UUID.randomUUID().toString();
  private final RespClient resp = RedisServers.shared().connect();
  private ByteTier one;

  @BeforeEach
  void fill() {
    one = nodes.open("one", cache, false);
    put(RED, tag("red"));
    put(BLUE, tag("blue"));
    put(PLAIN, NONE);
    one.recall(tag("red"));
    assertThat(isThere(one, RED)).isFalse();
    assertThat(isThere(one, BLUE)).isTrue();
  }

  @AfterEach
  void close() {
    nodes.close();
    resp.close();
  }

  private static long[] tag(String name) {
    return new long[] {TagHash.of(name)};
  }

  private static Plan write(byte[] key, long[] tags) {
    return new Plan(key, Act.WRITE, Act.WRITE)
        .payload("x".getBytes(UTF_8))
        .lifetimes(Lifetimes.of(Lifetimes.ETERNAL))
        .tags(tags);
  }

  private void put(byte[] key, long[] tags) {
    one.attempt(write(key, tags));
  }

  /** By a look-up, and by a script. */
  private static boolean isThere(ByteTier tier, byte[] key) {
    boolean read = tier.read(key).entry() != null;
    boolean found = tier.attempt(new Plan(key, Act.LEAVE, Act.LEAVE).wantingEntry(true)).found();
    assertThat(found).isEqualTo(read);
    return read;
  }

  /** As eviction would. */
  private void lose(String... parts) {
    for (String part : parts) {
      List<String> names = resp.texts("KEYS", nodes.namespace() + ":{" + cache + ":*}:" + part);
      assertThat(names).isNotEmpty();
      names.forEach(name -> resp.command("DEL", name));
    }
  }

  private ByteTier another() {
    return nodes.open("two", cache, false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void epoch_lost_tellsWhatWasRecalledStill(boolean begunAgain) {
    lose("ge");
    if (begunAgain) {
      put("s:new".getBytes(UTF_8), tag("green"));
    }
    for (ByteTier tier : List.of(one, another())) {
      assertThat(isThere(tier, RED)).isFalse();
      assertThat(isThere(tier, BLUE)).isTrue();
      assertThat(isThere(tier, PLAIN)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void floors_lost_dropAllThatHadTags(boolean recalledAgain) {
    lose("g");
    if (recalledAgain) {
      one.recall(tag("green"));
    }
    ByteTier two = another();
    assertThat(isThere(two, RED)).isFalse();
    assertThat(isThere(two, BLUE)).isFalse();
    assertThat(isThere(two, PLAIN)).isTrue();
    put(BLUE, tag("blue"));
    assertThat(isThere(two, BLUE)).isTrue();
    two.recall(tag("red"));
    assertThat(isThere(two, BLUE)).isTrue();
    assertThat(isThere(one, BLUE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void both_lost_dropAllThatHadTags(boolean recalledAgain) {
    lose("g", "ge");
    if (recalledAgain) {
      one.recall(tag("green"));
    } else {
      put("s:new".getBytes(UTF_8), tag("green"));
    }
    for (ByteTier tier : List.of(one, another())) {
      assertThat(isThere(tier, RED)).isFalse();
      assertThat(isThere(tier, PLAIN)).isTrue();
    }
    put(RED, tag("red"));
    assertThat(isThere(one, RED)).isTrue();
    assertThat(isThere(another(), RED)).isTrue();
  }

  @Test
  void sequences_wentBack_goByWhatIsThereThen() {
    for (String sequence : resp.texts("KEYS", nodes.namespace() + ":{" + cache + ":*}:seq")) {
      resp.command("SET", sequence, "5000");
    }
    lose("g", "ge", "e:*");
    put(RED, tag("red"));
    assertThat(isThere(one, RED)).isTrue();
    put(BLUE, tag("red"));
    one.recall(tag("green"));
    assertThat(isThere(one, RED)).isTrue();
    another().recall(tag("red"));
    assertThat(isThere(one, RED)).isFalse();
    assertThat(isThere(one, BLUE)).isFalse();
  }

  @Test
  void floors_ofAnotherType_dropAllThatHadTags() {
    for (String name : resp.texts("KEYS", nodes.namespace() + ":{" + cache + ":*}:g")) {
      resp.command("SET", name, "text");
    }
    assertThat(isThere(another(), BLUE)).isFalse();
    assertThat(isThere(another(), PLAIN)).isTrue();
    one.recall(tag("green"));
    put(BLUE, tag("blue"));
    assertThat(isThere(another(), BLUE)).isTrue();
  }
}
