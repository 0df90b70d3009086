package org.entresol.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.cache.spi.CachingProvider;
import org.entresol.Compression;
import org.entresol.EncryptionKeys;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.Stack;
import org.entresol.WriteMode;
import org.entresol.fixtures.KeyRing;
import org.entresol.jcache.EntresolCachingProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What stands in files for values that are compressed and encrypted. */
@Tag("unit")
class EncryptedFilesTest {

  private static final String SECRET = "nobody is to know, ".repeat(200);

  @TempDir private Path folder = Path.of("");

  private final KeyRing keys = new KeyRing("first");

  private EntresolConfiguration<String, String> cache(Stack stack) {
    SingletonFactory<EncryptionKeys> ring = new SingletonFactory<>(keys);
    return EntresolConfiguration.builder(String.class, String.class)
        .stack(stack)
        .compress(Compression.DEFLATE)
        .encrypt(ring)
        .build();
  }

  /** A process that comes and goes. */
  private void visit(
      EntresolConfiguration<String, String> configuration, Consumer<Cache<String, String>> work) {
    Properties properties = new Properties();
    properties.setProperty("entresol.disk.path", folder.toString());
    try (CachingProvider provider = new EntresolCachingProvider()) {
      work.accept(
          provider
              .getCacheManager(URI.create("entresol:default"), null, properties)
              .createCache("c", configuration));
    }
  }

  private boolean occurs(String text) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*DISK")
  void get_afterARestart_isTheValueThatNoFileTells(Stack stack) {
    visit(cache(stack), cache -> cache.put("k", SECRET));
    assertThat(occurs("nobody")).isFalse();
    keys.turn("second");

    visit(
        cache(stack),
        cache -> {
          assertThat(cache.get("k")).isEqualTo(SECRET);
          cache.put("k", "nobody");
          assertThat(cache.get("k")).isEqualTo("nobody");
        });

    assertThat(List.of(occurs("nobody"), occurs("second"))).containsExactly(false, true);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*DISK")
  void deadLetter_errorThatQuotesTheValue_isToldToWhoHasTheKey(Stack stack) {
    EntresolConfiguration<String, String> behind =
        EntresolConfiguration.builder(String.class, String.class)
            .stack(stack)
            .encrypt(new SingletonFactory<EncryptionKeys>(keys))
            .writer(() -> new RefusingWriter())
            .writeThrough(true)
            .write(write -> write.mode(WriteMode.BEHIND).tries(1))
            .build();
    visit(
        behind,
        cache -> {
          EntresolCache<String, String> ours = (EntresolCache<String, String>) cache;
          ours.put("k", SECRET);
          assertThatExceptionOfType(CacheWriterException.class).isThrownBy(ours::flush);
          assertThat(ours.deadLetters().list(1).get(0).error())
              .contains("taken: nobody is to know");
        });

    assertThat(occurs("taken")).isFalse();
  }

  /** Says which value it does not take. */
  private static final class RefusingWriter implements CacheWriter<String, String> {
    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      throw new CacheWriterException("not taken: " + entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      entries.forEach(this::write);
    }

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(Collection<?> keys) {}
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = ".*DISK")
  void get_withoutTheKey_isAMissAndCounted(Stack stack) {
    visit(cache(stack), cache -> cache.put("k", SECRET));
    keys.turn("second");
    keys.forget("first");

    visit(
        cache(stack),
        cache -> {
          assertThat(cache.get("k")).isNull();
          assertThat(cache.unwrap(EntresolStatisticsMXBean.class).getUnreadableEntries())
              .isEqualTo(1);
        });
  }
}
