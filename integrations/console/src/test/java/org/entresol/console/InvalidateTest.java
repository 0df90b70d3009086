package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.integration.CacheLoader;
import org.entresol.EntresolCache;
import org.entresol.PutOptions;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the command line drops, nodes drop. */
@Tag("server")
class InvalidateTest {

  private static final String ADDRESS = RedisServers.shared().address();

  private final String namespace = "drop-" + UUID.randomUUID();
  private final Fleet fleet = Fleet.at(ADDRESS, namespace);

  @AfterEach
  void close() {
    fleet.close();
  }

  private String[] invalidate(String... rest) {
    String[] all = new String[5 + rest.length];
    System.arraycopy(new String[] {"invalidate", ADDRESS, "texts", "-n", namespace}, 0, all, 0, 5);
    System.arraycopy(rest, 0, all, 5, rest.length);
    return all;
  }

  @Test
  void invalidate_key_goesFromAllNodesAndNoOther() {
    EntresolCache<String, String> one = fleet.texts("texts");
    EntresolCache<String, String> two = fleet.texts("texts");
    one.put("k", "v");
    one.put("other", "v");
    assertThat(two.get("k")).isEqualTo("v");
    assertThat(two.describe("k").near()).isNotNull();

    CommandRun run = CommandRun.of(invalidate("k", "absent", "--yes", "--json"));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().get("found")).singleElement().matches(key -> key.asText().equals("s:k"));
    // Not looked up, which would ask Redis: the copies themselves go.
    await().untilAsserted(() -> assertThat(one.describe("k").near()).isNull());
    await().untilAsserted(() -> assertThat(two.describe("k").near()).isNull());
    assertThat(two.get("k")).isNull();
    assertThat(two.get("other")).isEqualTo("v");
  }

  @Test
  void invalidate_tag_goesFromAllNodes() {
    EntresolCache<String, String> one =
        fleet
            .node()
            .createCache(
                "texts", Fleet.near(String.class, String.class).tagsExplicit(true).build());
    one.put("a", "v", PutOptions.tags("customer:42"));
    one.put("b", "v", PutOptions.tags("customer:43"));

    CommandRun run = CommandRun.of(invalidate("--tag", "customer:42", "--yes"));

    assertThat(run.code()).as(run.err()).isZero();
    await().untilAsserted(() -> assertThat(one.get("a")).isNull());
    assertThat(one.get("b")).isEqualTo("v");
  }

  @Test
  void invalidate_tagThatIsToExpire_leavesStaleValues() {
    AtomicInteger loads = new AtomicInteger();
    EntresolCache<String, String> cache =
        fleet
            .node()
            .createCache(
                "texts",
                Fleet.near(String.class, String.class)
                    .tagsExplicit(true)
                    .loader(() -> new Counting(loads))
                    .readThrough(true)
                    .load(load -> load.staleWhileRevalidate(Duration.ofHours(1)))
                    .build());
    cache.put("a", "old", PutOptions.tags("customer:42"));

    CommandRun run =
        CommandRun.of(invalidate("--tag", "customer:42", "--expire", "--yes", "--json"));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().get("expired")).singleElement().matches(tag -> tag.isTextual());
    await().untilAsserted(() -> assertThat(cache.get("a")).isNotEqualTo("old"));
    assertThat(cache.get("a")).isEqualTo("1");
  }

  /** Loads a number that tells how often it was asked. */
  private record Counting(AtomicInteger loads) implements CacheLoader<String, String> {
    @Override
    public String load(String key) {
      return Integer.toString(loads.incrementAndGet());
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      throw new UnsupportedOperationException("nobody asks for many here");
    }
  }

  @Test
  void invalidate_keysThatAreToExpire_isRefused() {
    EntresolCache<String, String> unused = fleet.texts("texts");

    CommandRun run = CommandRun.of(invalidate("k", "--expire", "--yes"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("--tag");
  }

  @Test
  void invalidate_whereNobodyCanBeAsked_isRefused() {
    EntresolCache<String, String> cache = fleet.texts("texts");
    cache.put("k", "v");

    CommandRun run = CommandRun.of(invalidate("k"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("--yes");
    assertThat(cache.getFresh("k")).isEqualTo("v");
  }

  @Test
  void invalidate_answeredWithNo_changesNothing() {
    EntresolCache<String, String> cache = fleet.texts("texts");
    cache.put("k", "v");

    assertThat(CommandRun.answering("n", invalidate("k")).code()).isEqualTo(1);
    assertThat(cache.getFresh("k")).isEqualTo("v");
  }

  @Test
  void invalidate_answeredWithYes_drops() {
    EntresolCache<String, String> cache = fleet.texts("texts");
    cache.put("k", "v");

    assertThat(CommandRun.answering("y", invalidate("k")).code()).isZero();
    assertThat(cache.getFresh("k")).isNull();
  }

  @Test
  void invalidate_nothingNamed_isRefused() {
    EntresolCache<String, String> unused = fleet.texts("texts");

    CommandRun run = CommandRun.of(invalidate("--yes"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("--tag");
  }
}
