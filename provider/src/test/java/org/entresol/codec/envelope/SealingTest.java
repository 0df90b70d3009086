package org.entresol.codec.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.entresol.Compression;
import org.entresol.Plaintext;
import org.entresol.codec.CodecException;
import org.entresol.codec.ValueCodec;
import org.entresol.fixtures.KeyRing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are encrypted, and bytes that are not what was encrypted. */
@Tag("unit")
class SealingTest {

  private static final byte[] KEY = "s:k".getBytes(UTF_8);
  private static final byte[] VALUE = "a value that nobody may see, ".repeat(10).getBytes(UTF_8);

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

  private final KeyRing keys = new KeyRing("first");
  private final Envelopes codec = codec(Compression.NONE, Plaintext.REFUSE, "ns", "c", "");

  private Envelopes codec(Compression way, Plaintext plaintext, String... place) {
    return new Envelopes(
        BARE,
        Packing.of("c", way, 1, 1),
        Sealing.of(keys, plaintext, place[0], place[1], place[2]));
  }

  private void assertRefused(byte[] bytes) {
    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> codec.decode(bytes, 0, KEY));
  }

  @ParameterizedTest
  @EnumSource
  void decode_whatWasEncrypted_isTheValue(Compression way) {
    Envelopes sealed = codec(way, Plaintext.REFUSE, "ns", "c", "");

    byte[] bytes = sealed.encode(VALUE, KEY);

    assertThat(new String(bytes, UTF_8)).doesNotContain("nobody");
    assertThat((byte[]) codec.decode(bytes, 0, KEY)).isEqualTo(VALUE);
    byte[] behind = new byte[bytes.length + 5];
    System.arraycopy(bytes, 0, behind, 5, bytes.length);
    assertThat((byte[]) codec.decode(behind, 5, KEY)).isEqualTo(VALUE);
    assertThat(codec.lengthOf(behind, 5)).isGreaterThanOrEqualTo(VALUE.length);
  }

  @Test
  void decode_noBytesEncrypted_isNoBytes() {
    assertThat((byte[]) codec.decode(codec.encode(new byte[0], KEY), 0, KEY)).isEmpty();
  }

  @Test
  void encode_twice_hasNoByteInCommonButTheHead() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = codec.encode(VALUE, KEY);
      int nonce = 3 + "first".length();
      seen.add(Arrays.toString(Arrays.copyOfRange(bytes, nonce, nonce + 12)));
      seen.add(Arrays.toString(Arrays.copyOfRange(bytes, nonce + 12, nonce + 28)));
    }
    assertThat(seen).hasSize(2000);
  }

  @Test
  void uncovered_whatWasCovered_isTheTextAtItsKeyAlone() {
    String lies = codec.covered("nobody: größer", KEY);

    assertThat(lies).doesNotContain("nobody").isNotEqualTo(codec.covered("nobody: größer", KEY));
    assertThat(codec.uncovered(lies, KEY)).isEqualTo("nobody: größer");
    for (String unread :
        List.of(
            codec.uncovered(lies, "s:j".getBytes(UTF_8)),
            codec.uncovered(lies.substring(0, 40), KEY),
            codec.uncovered("sealed:", KEY),
            codec.uncovered("sealed:?", KEY))) {
      assertThat(unread).contains("cannot be read").doesNotContain("nobody");
    }
    assertThat(codec.uncovered("in clear", KEY)).isEqualTo("in clear");
    assertThat(codec.covered("", KEY)).isEmpty();
  }

  @Test
  void covered_longText_isCutAndFitsWhereErrorsDo() {
    keys.turn("k".repeat(255));

    String lies = codec.covered("ö".repeat(1000), KEY);

    assertThat(lies).hasSizeLessThanOrEqualTo(1000);
    assertThat(codec.uncovered(lies, KEY)).matches("ö{200,}");
  }

  @Test
  void covered_asAValueAndTheOtherWayRound_isRefused() {
    String prefix = "sealed:";
    String lies = codec.covered("a text", KEY);
    assertRefused(Base64.getDecoder().decode(lies.substring(prefix.length())));

    String value = Base64.getEncoder().encodeToString(codec.encode("a text".getBytes(UTF_8), KEY));

    assertThat(codec.uncovered(prefix + value, KEY)).contains("cannot be read");
  }

  @Test
  void uncovered_withoutKeys_saysSo() {
    Envelopes open = new Envelopes(BARE, Packing.of("c", Compression.NONE, 1, 1), null);

    assertThat(open.uncovered(codec.covered("nobody", KEY), KEY)).contains("encrypt.keys");
    assertThat(open.covered("text", KEY)).isEqualTo("text");
  }

  @ParameterizedTest
  @EnumSource
  void decode_anyByteChanged_isRefused(Compression way) {
    byte[] bytes = codec(way, Plaintext.REFUSE, "ns", "c", "").encode(VALUE, KEY);
    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= (byte) (1 << bit);
        assertRefused(damaged);
      }
    }
  }

  @Test
  void decode_anyKeyByWhichItWasNotEncrypted_isRefused() {
    byte[] bytes = codec.encode(VALUE, KEY);
    // The name of the key is told in clear, and is not to be exchanged for another key's.
    keys.add("fjrst", requireNonNull(keys.key("first")));
    bytes[4] = 'j';

    assertRefused(bytes);
  }

  @Test
  void decode_cutOrLonger_isRefused() {
    byte[] bytes = codec.encode(VALUE, KEY);
    for (int length = 0; length < bytes.length; length++) {
      assertRefused(Arrays.copyOf(bytes, length));
    }
    assertRefused(Arrays.copyOf(bytes, bytes.length + 1));
  }

  @Test
  void decode_anyBytesBehindTheMark_isRefused() {
    Random random = new Random(11);
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(60)];
      random.nextBytes(bytes);
      bytes[0] = Head.MARK;
      assertRefused(bytes);
    }
  }

  static Stream<Arguments> otherPlaces() {
    return Stream.of(
        Arguments.of("s:l", new String[] {"ns", "c", ""}),
        Arguments.of("s:", new String[] {"ns", "c", ""}),
        Arguments.of("s:k", new String[] {"other", "c", ""}),
        Arguments.of("s:k", new String[] {"ns", "d", ""}),
        Arguments.of("s:k", new String[] {"nsc", "", ""}),
        Arguments.of("s:k", new String[] {"ns", "", "c"}),
        Arguments.of("s:k", new String[] {"ns", "c", "2"}));
  }

  @ParameterizedTest
  @MethodSource("otherPlaces")
  void decode_whatWasEncryptedForAnotherPlace_isRefused(String key, String[] place) {
    byte[] bytes =
        codec(Compression.NONE, Plaintext.REFUSE, place).encode(VALUE, key.getBytes(UTF_8));

    assertRefused(bytes);
  }

  @Test
  void decode_afterAnotherKeyIsCurrent_isTheValue() {
    byte[] before = codec.encode(VALUE, KEY);
    keys.turn("second");
    byte[] after = codec.encode(VALUE, KEY);

    assertThat((byte[]) codec.decode(before, 0, KEY)).isEqualTo(VALUE);
    keys.forget("first");
    assertThat((byte[]) codec.decode(after, 0, KEY)).isEqualTo(VALUE);
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.decode(before, 0, KEY))
        .withMessageContaining("there is no key \"first\"");
  }

  @Test
  void decode_noKeysHere_isRefused() {
    byte[] bytes = codec.encode(VALUE, KEY);
    Envelopes open = new Envelopes(BARE, Packing.of("c", Compression.NONE, 1, 1), null);

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> open.decode(bytes, 0, KEY))
        .withMessageContaining("the cache has no encrypt.keys");
  }

  static Stream<byte[]> plaintexts() {
    byte[] marked = new byte[] {Head.MARK, 1, 2};
    Envelopes open = new Envelopes(BARE, Packing.of("c", Compression.DEFLATE, 1, 1), null);
    return Stream.of(VALUE, marked, new byte[0]).map(value -> open.encode(value, KEY));
  }

  @ParameterizedTest
  @MethodSource("plaintexts")
  void decode_whatNobodyEncrypted_isRefusedUnlessItIsAllowed(byte[] bytes) {
    assertRefused(bytes);

    Envelopes lenient = codec(Compression.NONE, Plaintext.READ, "ns", "c", "");
    assertThat((byte[]) lenient.decode(bytes, 0, KEY))
        .isIn(List.of(VALUE, new byte[] {Head.MARK, 1, 2}, new byte[0]));
    byte[] sealed = lenient.encode(VALUE, KEY);
    assertThat((byte[]) codec.decode(sealed, 0, KEY)).isEqualTo(VALUE);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 31, 33})
  void of_keyOfAnotherLength_saysWhatIsAllowed(int length) {
    keys.add("first", new SecretKeySpec(new byte[length], "AES"));

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> codec(Compression.NONE, Plaintext.REFUSE, "ns", "c", ""))
        .withMessageStartingWith("Cache 'c': encrypt.keys: " + KeyRing.class.getName())
        .withMessageEndingWith("allowed: keys for AES, of 256 bits");
  }

  @Test
  void encode_keyThatIsGone_isRefused() {
    keys.forget("first");

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec.encode(VALUE, KEY))
        .withMessageContaining("there is no key \"first\"");
  }
}
