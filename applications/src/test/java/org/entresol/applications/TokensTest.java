package org.entresol.applications;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A limit of Bucket4j's lets through exactly what it says, whoever asks. */
@Tag("processes")
final class TokensTest {

  @TempDir Path directory;

  @Test
  void tokens_takenByThreads_areThoseThatThereAre()
      throws ExecutionException, InterruptedException {
    try (CachingProvider provider = Caching.getCachingProvider();
        CacheManager manager = provider.getCacheManager()) {
      assertThat(Tokens.take(Tokens.bucket(manager))).isEqualTo(Tokens.ALL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "heap+redis"})
  void tokens_takenByThreadsOfTwoJvms_areThoseThatThereAre(String stack) {
    String uri = new Caches(directory).uri(stack, "presets: none");
    try (Node one = new Node(Generation.THIS, Tokens.class, uri);
        Node two = new Node(Generation.THIS, Tokens.class, uri)) {
      // Both are there by now, so that neither takes all before the other has started.
      assertThat(one.tell("count")).isEqualTo(two.tell("count"));

      CompletableFuture<String> first = supplyAsync(() -> one.tell("take"));
      CompletableFuture<String> second = supplyAsync(() -> two.tell("take"));

      long taken = Long.parseLong(first.join());
      long rest = Long.parseLong(second.join());
      assertThat(taken + rest).isEqualTo(Tokens.ALL);
      assertThat(taken).isBetween(1L, Tokens.ALL - 1L);
      assertThat(one.tell("count")).isEqualTo("0");
    }
  }
}
