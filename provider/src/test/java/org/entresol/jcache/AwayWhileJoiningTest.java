package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCacheManager;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Leadership;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierOptions;
import org.entresol.tier.away.LateNode;
import org.entresol.tier.memory.MemoryAuthority;
import org.entresol.tier.memory.MemoryNode;
import org.entresol.tier.memory.MemoryTiers;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks how Redis is gets an answer, whatever others are waiting for. */
@Tag("unit")
class AwayWhileJoiningTest {
  private static final long SOON = 10;

  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  private void stay() {
    inside.countDown();
    try {
      assertThat(go.await(3 * SOON, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks while another thread is in the middle of what takes its time. */
  private <T> void assertToldDuring(Runnable slow, Supplier<T> asked, T told) throws Exception {
    CompletableFuture<?> caller = CompletableFuture.runAsync(slow);
    try {
      assertThat(inside.await(SOON, TimeUnit.SECONDS)).as("%s", caller).isTrue();

      CompletableFuture<T> answer = CompletableFuture.supplyAsync(asked);

      assertThat(answer.get(SOON, TimeUnit.SECONDS)).isEqualTo(told);
    } finally {
      go.countDown();
    }
    caller.get(SOON, TimeUnit.SECONDS);
  }

  @Test
  void away_whileAnotherJoins_isToldAtOnce(@TempDir Path folder) throws Exception {
    MemoryNode node = new MemoryAuthority(Clock.system()).join();
    node.link().before(this::stay);
    try (CachingProvider provider =
            new EntresolCachingProvider(new MemoryTiers(node), Clock.system());
        EntresolCacheManager manager = open(provider, folder)) {
      assertToldDuring(
          () -> manager.createCache("a", new MutableConfiguration<>()),
          manager::away,
          Duration.ZERO);
    }
  }

  private static EntresolCacheManager open(CachingProvider provider, Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("away.yaml"), "redis: {}");
    return (EntresolCacheManager) provider.getCacheManager(file.toUri(), null);
  }

  @Test
  void awayNanos_whileAnotherCloses_areToldAtOnce() throws Exception {
    LateNode late = LateNode.join(Slow::new, 1, Duration.ofSeconds(SOON));

    assertToldDuring(late::close, late::awayNanos, Slow.AWAY);
  }

  /** Takes its time to close. */
  private final class Slow implements TierNode {
    static final long AWAY = 5;

    @Override
    public ByteTier open(String cache, TierOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Leadership leadership(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long awayNanos() {
      return AWAY;
    }

    @Override
    public <T> @Nullable T unwrap(Class<T> type) {
      return null;
    }

    @Override
    public void close() {
      stay();
    }
  }
}
