package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import javax.cache.configuration.Factory;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TagExtractor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes that give entries other tags, as two releases do while one takes the other's place. */
@Tag("server")
class DifferentExtractorsTest {

  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  private EntresolCache<String, String> open(String node, Stack stack, String tag) {
    Factory<TagExtractor<?, ?>> extractor =
        () -> (TagExtractor<String, String>) (key, value) -> List.of(tag);
    EntresolConfiguration<String, String> configuration =
        EntresolConfiguration.builder(String.class, String.class)
            .stack(stack)
            .tagsExtractor(extractor)
            .build();
    return (EntresolCache<String, String>) nodes.node(node).createCache("c", configuration);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void invalidateTags_nodesThatSayOtherTags_goesByThoseOfTheWriter(Stack stack) {
    EntresolCache<String, String> one = open("one", stack, "red");
    EntresolCache<String, String> two = open("two", stack, "blue");
    one.put("a", "of one");
    two.put("b", "of two");
    assertThat(List.of(two.get("a"), one.get("b"))).containsExactly("of one", "of two");

    two.invalidateTags("red");

    assertThat(two.get("a")).isNull();
    await().until(() -> one.get("a") == null);
    assertThat(List.of(one.get("b"), two.get("b"))).containsOnly("of two");
    one.invalidateTags("blue");
    assertThat(one.get("b")).isNull();
    await().until(() -> two.get("b") == null);
  }
}
