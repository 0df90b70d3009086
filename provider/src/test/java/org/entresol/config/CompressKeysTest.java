package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Objects;
import org.entresol.Compression;
import org.entresol.EntresolConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys by which values are compressed: a word, or a section. */
@Tag("unit")
final class CompressKeysTest {
  private static final String REDIS = "redis: { singleServerConfig: { address: 'redis://h:1' } }\n";

  private final Fixture fixture;

  CompressKeysTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private EntresolConfiguration<?, ?> cache(String text, String... properties) {
    ManagerConfiguration read = fixture.load(REDIS + text, Fixture.properties(properties));
    return Objects.requireNonNull(read.namedCaches().get("c"));
  }

  @Test
  void compress_aWord_isTheWay() {
    EntresolConfiguration<?, ?> read = cache("caches: { c: { compress: zstd } }");

    assertThat(read.getCompression()).isEqualTo(Compression.ZSTD);
    assertThat(read.getCompressionOver()).isEqualTo(1024);
  }

  @Test
  void compress_aSection_isBoth() {
    EntresolConfiguration<?, ?> read =
        cache("caches: { c: { compress: { with: lz4, over: 4KB } } }");

    assertThat(read.getCompression()).isEqualTo(Compression.LZ4);
    assertThat(read.getCompressionOver()).isEqualTo(4096);
  }

  @Test
  void compress_wordInACacheAndSectionInDefaults_isTheWord() {
    String file =
        "defaults: { compress: { with: lz4, over: 4KB } }\ncaches: { c: { compress: none } }";

    assertThat(cache(file).getCompression()).isEqualTo(Compression.NONE);
    assertThat(cache(file).getCompressionOver()).isEqualTo(4096);
    assertThat(cache(file, "entresol.caches.c.compress.with", "deflate").getCompression())
        .isEqualTo(Compression.DEFLATE);
  }

  @Test
  void compress_anotherWord_saysWhatIsAllowed() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> cache("caches: { c: { compress: { with: gzip } } }"))
        .withMessageContaining("caches.c.compress.with: \"gzip\" is not allowed")
        .withMessageContaining("deflate, lz4, none, zstd");
  }
}
