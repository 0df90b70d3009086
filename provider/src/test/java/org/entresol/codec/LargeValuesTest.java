package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.entresol.ShippedCodec;
import org.entresol.codec.plain.GivenCodec;
import org.entresol.codec.plain.PlainForms;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.testing.Allocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is allocated for large values on their way into bytes and back, in multiples of the bytes:
 * those who read from a server have the bytes besides.
 */
@Tag("unit")
class LargeValuesTest {

  private static final int LENGTH = 4 << 20;

  /** What is allocated beside the large, whatever the length. */
  private static final int SLACK = 200_000;

  private static final ClassLoader LOADER = LargeValuesTest.class.getClassLoader();

  private static final ValueCodec KRYO =
      new KryoCodec(LOADER, AllowedClasses.ANY, Set.of(), SharedSchemas.HERE);

  private static final ValueCodec STRING =
      new GivenCodec(
          PlainForms.of(ShippedCodec.STRING, "c", String.class, LOADER, AllowedClasses.ANY));

  private static final ValueCodec BYTES =
      new GivenCodec(
          PlainForms.of(ShippedCodec.BYTES, "c", byte[].class, LOADER, AllowedClasses.ANY));

  private static String text() {
    return "The quick brown fox. ".repeat(LENGTH / 21);
  }

  /** Values, with how many times their bytes their writing may allocate, and their reading. */
  static Stream<Arguments> values() {
    byte[] bytes = new byte[LENGTH];
    Arrays.fill(bytes, (byte) 7);
    return Stream.of(
        arguments("a text", KRYO, text(), 1.0, 1.0),
        arguments("a text by the string codec", STRING, text(), 1.0, 1.0),
        arguments("bytes", KRYO, bytes, 1.0, 1.0),
        arguments("bytes by the bytes codec", BYTES, bytes, 1.0, 1.0),
        arguments("several in one", KRYO, List.of(text(), bytes), 2.0, 1.0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void encodeAndDecode_large_allocateLittleMoreThanTheBytes(
      String name, ValueCodec codec, Object value, double writing, double reading) {
    byte[] bytes = codec.encode(value);
    Object read = codec.decode(bytes, 0); // All that is made once is there now.

    AtomicReference<@Nullable Object> last = new AtomicReference<>();

    long written = Allocation.ofCurrentThread(() -> last.set(codec.encode(value)));
    long made = Allocation.ofCurrentThread(() -> last.set(codec.decode(bytes, 0)));

    assertThat(codec.encode(read)).as(name).isEqualTo(bytes);
    assertThat((double) (written - SLACK) / bytes.length).isLessThan(writing);
    assertThat((double) (made - SLACK) / bytes.length).isLessThan(reading);
  }

  @Test
  void decode_smallAfterLargeText_keepsNoRoomForIt() {
    byte[] large = KRYO.encode("ä" + text());
    AtomicReference<@Nullable Object> read = new AtomicReference<>();

    long first = Allocation.ofCurrentThread(() -> read.set(KRYO.decode(large, 0)));
    long second = Allocation.ofCurrentThread(() -> read.set(KRYO.decode(large, 0)));

    assertThat(read).hasValue("ä" + text());
    assertThat(second).isGreaterThan(first - SLACK);
  }

  @Test
  void encode_longTexts_areReadAgain() {
    for (String part : List.of("a", "é", "€", "😀", "a€")) {
      for (int length : new int[] {33, 63, 64, 8_191, 8_192, 300_000, 1_048_576}) {
        String text = part.repeat(length);

        assertThat(KRYO.decode(KRYO.encode(text), 0)).isEqualTo(text);
        assertThat(KRYO.decode(KRYO.encode(List.of(text, length)), 0))
            .isEqualTo(List.of(text, length));
        assertThat(STRING.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(STRING.decode(STRING.encode(text), 0)).isEqualTo(text);
      }
    }
  }
}
