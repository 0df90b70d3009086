package org.entresol.codec.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.entresol.Compression;
import org.entresol.Plaintext;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.SchemaStore;
import org.entresol.codec.ValueCodec;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.fixtures.KeyRing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What releases have compressed and encrypted is read by this one. What is written need not be the
 * same bytes: libraries compress in other ways as they grow older, and no two encryptions are
 * alike.
 */
@Tag("unit")
class GoldenEnvelopesTest {

  private static final byte[] KEY = "s:k".getBytes(UTF_8);
  private static final String VALUE = "the same again, ".repeat(20);

  private static final ValueCodec VALUES =
      new KryoCodec(
          GoldenEnvelopesTest.class.getClassLoader(),
          AllowedClasses.of(List.of(), List.of()),
          Set.of(),
          SchemaStore.NONE);

  private static final List<String> ROWS =
      List.of(
          "0.1.none",
          "0.1.deflate",
          "0.1.lz4",
          "0.1.zstd",
          "0.1.none.sealed",
          "0.1.deflate.sealed",
          "0.1.lz4.sealed",
          "0.1.zstd.sealed");

  private static Envelopes codec(Compression way, boolean sealed) {
    Sealing sealing =
        sealed ? Sealing.of(new KeyRing("first"), Plaintext.REFUSE, "ns", "c", "2") : null;
    return new Envelopes(VALUES, Packing.of("c", way, 0, 1), sealing);
  }

  private static Properties golden() throws IOException {
    Properties golden = new Properties();
    try (InputStream in = GoldenEnvelopesTest.class.getResourceAsStream("golden.properties")) {
      golden.load(in);
    }
    return golden;
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void decode_bytesOfEveryRow_giveTheValue(String row) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(golden().getProperty(row));

    Object read = codec(Compression.NONE, row.endsWith(".sealed")).decode(bytes, 0, KEY);

    assertThat(read).isEqualTo(VALUE);
  }

  @Test
  void golden_rows_haveATestEach() throws IOException {
    assertThat(golden().stringPropertyNames()).containsExactlyInAnyOrderElementsOf(ROWS);
  }
}
