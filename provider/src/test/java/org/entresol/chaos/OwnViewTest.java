package org.entresol.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.PutOptions;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.tier.memory.MemoryCache;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a node has near after it has itself asked or changed an authority that lost something. */
@Tag("unit")
class OwnViewTest {

  private static final String CACHE = "c";

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private final EntresolCache<String, String> cache =
      (EntresolCache<String, String>)
          lab.manager("one")
              .createCache(
                  CACHE,
                  EntresolConfiguration.builder(String.class, String.class)
                      .stack(Stack.HEAP_REDIS)
                      .partitions(1)
                      .tagsExplicit(true)
                      .build());

  @Test
  void get_afterAnOperationFoundTheEntryEvicted_findsNoneEither() {
    cache.put("a", "1");
    lab.authority().cache(CACHE).evict("s:a".getBytes(StandardCharsets.UTF_8));
    assertThat(cache.get("a")).isEqualTo("1");

    assertThat(cache.replace("a", "1", "2")).isFalse();

    assertThat(cache.get("a")).isNull();
  }

  @Test
  void get_afterAFreshReadFoundTheEntryEvicted_findsNoneEither() {
    cache.put("a", "1");
    lab.authority().cache(CACHE).evict("s:a".getBytes(StandardCharsets.UTF_8));

    assertThat(cache.getFresh("a")).isNull();

    assertThat(cache.get("a")).isNull();
  }

  @Test
  void removeAll_entryThatTheAuthorityHasEvicted_goesOnAllNodes() {
    Cache<String, String> other =
        lab.manager("two")
            .createCache(
                CACHE,
                EntresolConfiguration.builder(String.class, String.class)
                    .stack(Stack.HEAP_REDIS)
                    .partitions(1)
                    .build());
    cache.put("a", "1");
    assertThat(other.get("a")).isEqualTo("1");
    lab.authority().cache(CACHE).evict("s:a".getBytes(StandardCharsets.UTF_8));

    cache.removeAll();

    assertThat(cache.get("a")).isNull();
    assertThat(other.get("a")).isNull();
  }

  @Test
  void put_whileSequencesHaveGoneBack_isReadByItsOwnNode() {
    cache.put("a", "1");
    Map<String, MemoryCache.State> earlier = lab.authority().save();
    cache.put("a", "2");
    cache.put("b", "2");
    cache.put("a", "lost");
    lab.authority().restore(earlier);

    cache.put("a", "new");

    assertThat(cache.get("a")).isEqualTo("new");
  }

  @Test
  void remove_whileSequencesHaveGoneBack_isSeenByItsOwnNode() {
    cache.put("a", "1");
    Map<String, MemoryCache.State> earlier = lab.authority().save();
    cache.put("a", "lost");
    lab.authority().restore(earlier);

    cache.remove("a");

    assertThat(cache.get("a")).isNull();
  }

  @Test
  void invalidateTags_whileSequencesHaveGoneBackUnheard_isSeenByItsOwnNode() {
    cache.put("a", "1", PutOptions.tags("red"));
    Map<String, MemoryCache.State> earlier = lab.authority().save();
    lab.node("one").tiers().get(0).inbox().hold();
    cache.put("b", "lost");
    cache.put("a", "lost", PutOptions.tags("red"));
    lab.authority().restore(earlier);

    cache.invalidateTags("red");

    assertThat(cache.get("a")).isNull();
  }

  @Test
  void put_ofWhatWasNearBeforeSequencesWentBack_leavesWhatIsNearSince() {
    List.of("a", "b", "c").forEach(key -> cache.put(key, "1"));
    Map<String, MemoryCache.State> earlier = lab.authority().save();
    List.of("a", "c", "c").forEach(key -> cache.put(key, "lost"));
    lab.authority().restore(earlier);
    cache.put("a", "new");
    assertThat(cache.get("b")).isEqualTo("1");
    lab.authority().cache(CACHE).evict("s:b".getBytes(StandardCharsets.UTF_8));

    cache.put("c", "new");

    assertThat(cache.get("b")).isEqualTo("1");
  }
}
