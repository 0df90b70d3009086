package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.entresol.tier.memory.MemoryAuthority;
import org.entresol.tier.memory.MemoryNode;
import org.entresol.tier.memory.MemoryTiers;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager with many caches, and an authority that answers each call in time, but slowly. */
@Tag("unit")
class SlowOpeningTest {

  private static final String CACHES =
      """
      redis: {}
      connect-timeout: 5s
      caches: { a: , b: , c: , d: , e: , f: }
      """;

  private final FakeClock clock = new FakeClock();
  private final MemoryNode node = new MemoryAuthority(clock).join();

  @TempDir private Path folder;

  @BeforeEach
  void answerSlowly() {
    node.link().before(() -> clock.advance(Duration.ofSeconds(2)));
  }

  private CacheManager open(CachingProvider provider, String start) throws IOException {
    URI file = Files.writeString(folder.resolve("slow.yaml"), CACHES + start).toUri();
    return provider.getCacheManager(file, null);
  }

  @Test
  void open_longerThanItsTime_isRefusedAndNothingIsLeft() {
    try (CachingProvider provider = new EntresolCachingProvider(new MemoryTiers(node), clock)) {
      assertThatThrownBy(() -> open(provider, "start: required"))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("slow.yaml:1:8: redis: the caches from 'b' on")
          .hasMessageContaining("5000 ms (connect-timeout)");
      assertThat(node.tiers()).isEmpty();
    }
  }

  @Test
  void open_lazyAndSlow_opensAll() throws IOException {
    try (CachingProvider provider = new EntresolCachingProvider(new MemoryTiers(node), clock)) {
      assertThat(open(provider, "start: lazy").getCacheNames()).hasSize(6);
    }
  }
}
