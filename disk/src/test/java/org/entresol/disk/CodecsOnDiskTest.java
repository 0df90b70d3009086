package org.entresol.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolConfiguration;
import org.entresol.ShippedCodec;
import org.entresol.Stack;
import org.entresol.jcache.EntresolCachingProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Files whose values are not those of the default codec. */
@Tag("unit")
class CodecsOnDiskTest {

  @TempDir private Path folder = Path.of("");

  /** A process that comes and goes. */
  private <T> T visit(Stack stack, ShippedCodec codec, Function<Cache<String, Object>, T> work) {
    Properties properties = new Properties();
    properties.setProperty("entresol.disk.path", folder.toString());
    try (CachingProvider provider = new EntresolCachingProvider()) {
      return work.apply(
          provider
              .getCacheManager(URI.create("entresol:default"), null, properties)
              .createCache(
                  "c",
                  EntresolConfiguration.builder(String.class, Object.class)
                      .stack(stack)
                      .codec(codec)
                      .build()));
    }
  }

  private static Object value(ShippedCodec codec) {
    return switch (codec) {
      case KRYO, JAVA, JSON -> List.of("a", 1);
      case STRING -> "a";
      case BYTES -> new byte[] {1, 2};
    };
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*DISK")
  void get_afterARestart_isTheValue(Stack stack) {
    for (ShippedCodec codec : ShippedCodec.values()) {
      boolean isNew = visit(stack, codec, cache -> cache.putIfAbsent("k", value(codec)));

      Object found = visit(stack, codec, cache -> cache.get("k"));

      assertThat(isNew).isTrue();
      assertThat(found).as(codec.configName()).isEqualTo(value(codec));
      String destroyed = visit(stack, codec, CodecsOnDiskTest::destroyed);
      assertThat(destroyed).isEqualTo("c");
    }
  }

  /** Takes a cache away, so that the next one of its name may have another codec. */
  private static String destroyed(Cache<?, ?> cache) {
    cache.getCacheManager().destroyCache(cache.getName());
    return cache.getName();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*DISK")
  void createCache_recordWithAnotherCodec_isRefusedWithBothNames(Stack stack) {
    String opened = visit(stack, ShippedCodec.JSON, Cache::getName);

    assertThat(opened).isEqualTo("c");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> visit(stack, ShippedCodec.STRING, Cache::getName))
        .withMessageContaining("codec: string")
        .withMessageContaining("has json");
  }
}
