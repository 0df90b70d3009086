package org.entresol.behind;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import javax.cache.Cache;
import org.entresol.EntresolCache;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.WriteMode;
import org.entresol.jcache.MapWriter;
import org.entresol.jcache.RedisNodes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** What users see of writing behind, on every stack. */
@Tag("server")
class WriteBehindTest {
  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  private final MapWriter<String, String> writer = new MapWriter<>();

  private EntresolCache<String, String> open(Stack stack, Duration delay) {
    Cache<String, String> cache =
        nodes.open(
            "c",
            RedisNodes.texts(stack)
                .writer(() -> writer)
                .writeThrough(true)
                .write(it -> it.mode(WriteMode.BEHIND).delay(delay))
                .build());
    return (EntresolCache<String, String>) cache;
  }

  @ParameterizedTest
  @TestStacks.Each
  void flush_manyWritesOfManyKeys_writesTheLastOfEach(Stack stack) {
    EntresolCache<String, String> cache = open(stack, Duration.ofHours(1));

    for (int i = 0; i < 1_000; i++) {
      cache.put("k" + i % 10, "v" + i);
    }
    cache.removeAll(Set.of("k3", "never there"));
    cache.flush();

    assertThat(writer.source()).hasSize(9).containsEntry("k9", "v999").doesNotContainKey("k3");
    assertThat(writer.history()).hasSize(9);
  }
}
