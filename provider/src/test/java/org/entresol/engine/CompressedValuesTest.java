package org.entresol.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.awaitility.Awaitility;
import org.entresol.Compression;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EventScope;
import org.entresol.HeapBound;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.WriteMode;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Ear;
import org.entresol.jcache.MapWriter;
import org.entresol.tier.Stored;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** Values that lie compressed in what nodes share. */
@Tag("unit")
@Timeout(20)
class CompressedValuesTest {

  private static final String LONG = "the same again, ".repeat(1000);

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private EntresolCache<String, String> cache(
      String node, UnaryOperator<EntresolConfiguration.Builder<String, String>> more) {
    return (EntresolCache<String, String>)
        lab.manager(node)
            .createCache(
                "c", more.apply(EntresolConfiguration.builder(String.class, String.class)).build());
  }

  private int storedLength(String key) {
    Stored stored =
        requireNonNull(lab.node("one").tiers().get(0).read(("s:" + key).getBytes(UTF_8)).entry());
    return stored.bytes().length - stored.offset();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void get_compressedByAnotherNode_isTheValue(Stack stack) {
    Cache<String, String> plain = cache("one", it -> it.stack(stack));
    Cache<String, String> zstd = cache("two", it -> it.stack(stack).compress(Compression.ZSTD));
    Cache<String, String> lz4 = cache("three", it -> it.stack(stack).compress(Compression.LZ4));
    for (Cache<String, String> writer : List.of(plain, zstd, lz4)) {
      writer.put("k", LONG);
      assertThat(plain.get("k")).isEqualTo(LONG);
      assertThat(zstd.get("k")).isEqualTo(LONG);
      assertThat(lz4.get("k")).isEqualTo(LONG);
      assertThat(StreamSupport.stream(lz4.spliterator(), false).map(Cache.Entry::getValue))
          .containsExactly(LONG);
      assertThat(lz4.replace("k", LONG, LONG)).isTrue();
    }
    assertThat(storedLength("k")).isLessThan(LONG.length() / 10);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void put_valueUnderTheBound_isAsItIs(Stack stack) {
    Cache<String, String> cache =
        cache("one", it -> it.stack(stack).compress(Compression.DEFLATE).compressOver(50_000));

    cache.put("k", LONG);

    assertThat(storedLength("k")).isGreaterThan(LONG.length());
  }

  @Test
  void get_compressedByAnotherNode_weighsInTheHeapWhatItIs() {
    Cache<String, String> writer =
        cache("one", it -> it.stack(Stack.HEAP_REDIS).compress(Compression.DEFLATE));
    EntresolCache<String, String> reader =
        cache("two", it -> it.stack(Stack.HEAP_REDIS).heap(HeapBound.bytes(LONG.length() * 4L)));
    for (int i = 0; i < 40; i++) {
      writer.put("k" + i, LONG);
      assertThat(reader.get("k" + i)).isEqualTo(LONG);
    }

    com.github.benmanes.caffeine.cache.Cache<?, ?> near =
        reader.unwrap(com.github.benmanes.caffeine.cache.Cache.class);
    near.cleanUp();
    assertThat(near.estimatedSize()).isBetween(1L, 4L);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void pendingWrite_compressed_isWrittenByAnotherNode(Stack stack) {
    MapWriter<String, String> writer = new MapWriter<>();
    UnaryOperator<EntresolConfiguration.Builder<String, String>> behind =
        it ->
            it.stack(stack)
                .writer(() -> writer)
                .writeThrough(true)
                .write(w -> w.mode(WriteMode.BEHIND).delay(Duration.ZERO));
    cache("one", it -> behind.apply(it).compress(Compression.DEFLATE)).put("k", LONG);

    cache("two", behind).flush();

    assertThat(writer.source()).containsEntry("k", LONG);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void event_ofACompressedValue_isHeardByAnotherNode(Stack stack) {
    Ear<String, String> ear = new Ear<>();
    UnaryOperator<EntresolConfiguration.Builder<String, String>> told =
        it -> it.stack(stack).events(EventScope.CLUSTER);
    Cache<String, String> writer = cache("one", it -> told.apply(it).compress(Compression.DEFLATE));
    cache(
        "two",
        it ->
            told.apply(it)
                .listener(
                    new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(ear), null, true, true)));

    writer.put("k", LONG);
    writer.put("k", "short");

    Awaitility.await().until(() -> ear.heard().size() == 2);
    assertThat(ear.heard().get(1).oldValue()).isEqualTo(LONG);
  }
}
