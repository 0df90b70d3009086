package org.entresol.codec.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.entresol.Compression;
import org.entresol.codec.CodecException;
import org.entresol.codec.ValueCodec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that are compressed, and bytes that say they are. */
@Tag("unit")
class PackingTest {

  private static final byte[] KEY = "s:k".getBytes(UTF_8);
  private static final int OVER = 100;
  private static final int MOST = 1 << 20;
  private static final String TEXT = "the same again, ".repeat(1000);

  /** Texts as they are, so that a test says each byte. */
  private static final ValueCodec BARE =
      new ValueCodec() {
        @Override
        public byte[] encode(Object value) {
          return ((byte[]) value).clone();
        }

        @Override
        public Object decode(byte[] bytes, int offset) {
          return Arrays.copyOfRange(bytes, offset, bytes.length);
        }

        @Override
        public void renew() {}
      };

  private static Envelopes codec(Compression compression) {
    return new Envelopes(BARE, Packing.of("c", compression, OVER, MOST), null);
  }

  private static byte[] decode(byte[] bytes) {
    return (byte[]) codec(Compression.NONE).decode(bytes, 0, KEY);
  }

  private static void assertRefused(byte[] bytes) {
    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(bytes));
  }

  /** Compressed bytes behind a head that says they are of another length. */
  private static byte[] behind(Head head, byte[] body, int length) {
    byte[] other = Head.bytes(head.compression(), false, length);
    byte[] all = Arrays.copyOf(other, other.length + body.length);
    System.arraycopy(body, 0, all, other.length, body.length);
    return all;
  }

  static Stream<Compression> ways() {
    return Stream.of(Compression.values()).filter(way -> way != Compression.NONE);
  }

  static Stream<Arguments> pairs() {
    return ways()
        .flatMap(own -> Stream.of(Compression.values()).map(other -> Arguments.of(own, other)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void decode_compressedByOtherSettings_isTheValue(Compression writer, Compression reader) {
    byte[] value = TEXT.getBytes(UTF_8);

    byte[] bytes = codec(writer).encode(value, KEY);

    assertThat(bytes.length).isLessThan(value.length / 10);
    assertThat(codec(reader).decode(bytes, 0, KEY)).isEqualTo(value);
    assertThat(codec(reader).lengthOf(bytes, 0)).isEqualTo(value.length);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void decode_behindOtherBytes_isTheValue(Compression way) {
    byte[] value = TEXT.getBytes(UTF_8);
    byte[] bytes = codec(way).encode(value, KEY);
    byte[] behind = new byte[bytes.length + 7];
    System.arraycopy(bytes, 0, behind, 7, bytes.length);

    assertThat(codec(way).decode(behind, 7, KEY)).isEqualTo(value);
  }

  @ParameterizedTest
  @EnumSource
  void encode_valueOfFewBytes_isAsItIs(Compression way) {
    byte[] value = new byte[OVER];

    assertThat(codec(way).encode(value, KEY)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void encode_valueOfOneByteMore_isCompressed(Compression way) {
    assertThat(codec(way).encode(new byte[OVER + 1], KEY)).hasSizeLessThan(OVER / 2);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void encode_valueThatGetsNoSmaller_isAsItIs(Compression way) {
    byte[] value = new byte[10_000];
    new Random(1).nextBytes(value);
    value[0] = 1;

    assertThat(codec(way).encode(value, KEY)).isEqualTo(value);
  }

  @ParameterizedTest
  @EnumSource
  void encode_valueThatBeginsAsAnEnvelope_comesBack(Compression way) {
    byte[] random = new byte[10_000];
    new Random(1).nextBytes(random);
    random[0] = Head.MARK;
    for (byte[] value : List.of(random, new byte[] {Head.MARK}, new byte[] {Head.MARK, 1, 1, 1})) {
      byte[] bytes = codec(way).encode(value, KEY);

      assertThat(codec(Compression.NONE).decode(bytes, 0, KEY)).isEqualTo(value);
    }
  }

  @Test
  void encode_noValue_comesBack() {
    assertThat(decode(codec(Compression.DEFLATE).encode(new byte[0], KEY))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void decode_lengthThatIsNotSo_isRefused(Compression way) {
    byte[] value = TEXT.getBytes(UTF_8);
    byte[] bytes = codec(way).encode(value, KEY);
    Head head = Head.read(bytes, 0);
    byte[] body = Arrays.copyOfRange(bytes, head.end(), bytes.length);

    for (int length : new int[] {0, 1, value.length - 1, value.length + 1, MOST}) {
      assertRefused(behind(head, body, length));
    }
    assertThat(decode(behind(head, body, value.length))).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void decode_promiseOfTooMany_isRefusedBeforeAnythingIsMade(Compression way) {
    byte[] bytes = codec(way).encode(TEXT.getBytes(UTF_8), KEY);
    Head head = Head.read(bytes, 0);
    byte[] body = Arrays.copyOfRange(bytes, head.end(), bytes.length);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assertRefused(behind(head, body, Integer.MAX_VALUE));

    for (int length : new int[] {(16 << 20) + 1, 1 << 28, Integer.MAX_VALUE, -1}) {
      byte[] bomb = behind(head, body, length);
      long before = threads.getCurrentThreadAllocatedBytes();
      assertRefused(bomb);
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }
  }

  @Test
  void decode_asManyAsValuesMayHave_isTheValue() {
    int most = 20 << 20;
    Envelopes large = new Envelopes(BARE, Packing.of("c", Compression.DEFLATE, OVER, most), null);
    byte[] bytes = large.encode(new byte[most], KEY);

    assertThat((byte[]) large.decode(bytes, 0, KEY)).hasSize(most);
    assertRefused(bytes);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void decode_bytesThatAreCut_isRefused(Compression way) {
    byte[] bytes = codec(way).encode(TEXT.getBytes(UTF_8), KEY);

    for (int length = 1; length < bytes.length; length++) {
      assertRefused(Arrays.copyOf(bytes, length));
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void decode_bytesThatGoOn_isRefused(Compression way) {
    byte[] bytes = codec(way).encode(TEXT.getBytes(UTF_8), KEY);

    assertRefused(Arrays.copyOf(bytes, bytes.length + 1));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void decode_bytesThatAreChanged_neverThrowsAnythingElse(Compression way) {
    Random random = new Random(5);
    byte[] text = new byte[2000];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) ('a' + random.nextInt(8));
    }
    byte[] bytes = codec(way).encode(text, KEY);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = bytes.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      damaged[0] = Head.MARK;
      int length = codec(way).lengthOf(damaged, 0);
      assertThat(length).isNotNegative();
      try {
        Object unused = codec(way).decode(damaged, 0, KEY);
      } catch (CodecException e) {
        assertThat(e).hasMessageContaining("not a proper encoding");
      }
    }
  }

  @Test
  void decode_envelopeOfAnUnknownKind_isRefused() {
    for (int kind = 4; kind < 256; kind++) {
      assertRefused(new byte[] {Head.MARK, (byte) kind, 1, 1, 1});
    }
    assertRefused(new byte[] {Head.MARK});
    assertRefused(new byte[] {Head.MARK, 1});
    assertRefused(new byte[] {Head.MARK, 1, -1, -1, -1, -1, -1, -1, -1});
  }

  /** Sees the provider as an application does that has no library to compress with. */
  private static final class WithoutLibraries extends ClassLoader {
    WithoutLibraries() {
      super(PackingTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("net.jpountz.") || name.startsWith("com.github.luben.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("org.entresol.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? defined(name) : known;
      }
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** Runs a static method of this class without the libraries; a failure is that of the method. */
  private static void withoutLibraries(String method, Object argument) throws Throwable {
    try {
      new WithoutLibraries()
          .loadClass(Alone.class.getName())
          .getDeclaredMethod(method, argument.getClass())
          .invoke(null, argument);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** What runs without the libraries. */
  public static final class Alone {
    private Alone() {}

    /** Opens a way to compress. */
    public static void open(String way) {
      Packing unused = Packing.of("c", Compression.valueOf(way), OVER, MOST);
    }

    /** Reads bytes. */
    public static void read(byte[] bytes) {
      Object unused =
          new Envelopes(BARE, Packing.of("c", Compression.NONE, OVER, MOST), null)
              .decode(bytes, 0, KEY);
    }
  }

  @Test
  void of_libraryThatIsNotThere_saysWhichItIs() throws Throwable {
    withoutLibraries("open", "DEFLATE");

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> withoutLibraries("open", "LZ4"))
        .withMessageStartingWith("Cache 'c': compress: lz4 needs the library at.yawk.lz4:lz4-java")
        .withMessageEndingWith("allowed without it: none, deflate");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> withoutLibraries("open", "ZSTD"))
        .withMessageContaining("com.github.luben:zstd-jni");
  }

  @Test
  void decode_libraryThatIsNotThere_isRefusedAndSaysWhichItIs() {
    for (Compression way : List.of(Compression.LZ4, Compression.ZSTD)) {
      byte[] bytes = codec(way).encode(TEXT.getBytes(UTF_8), KEY);

      assertThatExceptionOfType(Exception.class)
          .isThrownBy(() -> withoutLibraries("read", bytes))
          .withMessageContaining("not a proper encoding")
          .withMessageContaining(way == Compression.LZ4 ? "lz4-java" : "zstd-jni");
    }
  }
}
