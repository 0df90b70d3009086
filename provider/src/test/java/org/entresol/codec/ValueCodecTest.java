package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.codec.wire.WireFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ValueCodecTest {

  private static final ClassLoader LOADER = ValueCodecTest.class.getClassLoader();

  private static final ValueCodec CODEC =
      new KryoCodec(
          LOADER, AllowedClasses.of(List.of(Pet.class), List.of()), Set.of(), SharedSchemas.HERE);

  private static final ValueCodec STRICT =
      new KryoCodec(LOADER, AllowedClasses.of(List.of(), List.of()), Set.of(), SharedSchemas.HERE);

  /** An ordinary value. */
  static class Customer {
    long id = 4711;
    String name = "Ann Example";
    String mail = "ann@example.org";
    @Nullable String phone;
    int visits = 12;
    boolean active = true;
    LocalDate since = LocalDate.of(2020, 2, 29);
    BigDecimal balance = new BigDecimal("12.50");
    TimeUnit unit = TimeUnit.DAYS;
    List<String> tags = new ArrayList<>(List.of("gold", "eu"));
  }

  private static Object readAgain(Object value) {
    return CODEC.decode(CODEC.encode(value), 0);
  }

  @Test
  void encode_usualTypes_takeAByteForTheirClass() {
    assertThat(CODEC.encode("abcd")).hasSize(5);
    assertThat(CODEC.encode(7)).hasSize(2);
    assertThat(CODEC.encode(7L)).hasSize(2);
    assertThat(CODEC.encode(true)).hasSize(2);
    assertThat(CODEC.encode(1.5)).hasSize(9);
    assertThat(CODEC.encode(new byte[100])).hasSize(102);
    assertThat(CODEC.encode(new ArrayList<>())).hasSize(2);
    assertThat(CODEC.encode(new HashMap<>())).hasSize(2);
    assertThat(CODEC.encode(List.of("ab"))).hasSize(5);
    assertThat(CODEC.encode(new UUID(1, 2))).hasSize(17);
  }

  @Test
  void encode_ordinaryObject_hasNoNamesOfFields() {
    byte[] bytes = CODEC.encode(new Customer());

    // The name of the class, and 15 bytes that are neither text nor numbers.
    assertThat(bytes).hasSizeLessThan(Customer.class.getName().length() + 75);
    assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("visits", "balance");
  }

  @Test
  void encode_manyOfOneClass_nameItOnce() {
    byte[] one = CODEC.encode(List.of(new Customer()));
    byte[] two = CODEC.encode(List.of(new Customer(), new Customer()));

    assertThat(two.length - one.length).isLessThan(70);
  }

  @Test
  void encode_simpleValues_areTheBytesOfTheGeneralWay() {
    Random random = new Random(7);
    List<Object> values =
        new ArrayList<>(
            List.of("", "a", "ab", "é", "aé", "a".repeat(32), "a".repeat(33), 0, -1, 63, 64, -64));
    values.addAll(List.of(Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE));
    values.addAll(List.of(1L << 55, (1L << 55) - 1, -(1L << 55), new byte[0], new byte[126]));
    values.addAll(List.of(new byte[127], new byte[128], new byte[16_384], 'x', 1.5, (short) 3));
    for (String part : List.of("a", "é", "€", "😀", "\ud83d")) {
      for (int length : new int[] {31, 32, 33, 62, 63, 64, 8_190, 8_191, 8_192, 1 << 20}) {
        values.add(part.repeat(length));
      }
    }
    for (int i = 0; i < 1_000; i++) {
      values.add(random.nextLong() >> random.nextInt(64));
      values.add(random.nextInt() >> random.nextInt(32));
    }
    for (Object value : values) {
      assertThat(CODEC.encode(value)).isEqualTo(WireFormat.byKryo(value, LOADER));
      assertThat(readAgain(value)).isEqualTo(value);
    }
  }

  @Test
  void decode_payloadBehindAHeader_beginsAtTheOffset() {
    for (Object value : List.of("text", 1, new byte[] {5}, List.of(1, "a"))) {
      byte[] payload = CODEC.encode(value);
      byte[] bytes = new byte[payload.length + 7];
      System.arraycopy(payload, 0, bytes, 7, payload.length);

      assertThat(CODEC.decode(bytes, 7)).isEqualTo(value);
    }
  }

  @Test
  void decode_bytesCutOffOrTooMany_areRefused() {
    for (Object value : List.of("text", 1L, new byte[] {5}, new Customer(), List.of(1, "a"))) {
      byte[] bytes = CODEC.encode(value);

      assertRefused(Arrays.copyOf(bytes, bytes.length - 1), 0);
      assertRefused(Arrays.copyOf(bytes, bytes.length + 1), 0);
      assertRefused(bytes, bytes.length);
      assertRefused(bytes, bytes.length + 1);
      assertRefused(bytes, -1);
    }
  }

  private static void assertRefused(byte[] bytes, int offset) {
    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> CODEC.decode(bytes, offset));
  }

  @Test
  void encode_classThatIsNotAllowed_saysWhatToWrite() {
    for (Object value : List.of(new Pet("a"), new Pet[0], List.of(new Pet("a")))) {
      assertThatExceptionOfType(CodecException.class)
          .isThrownBy(() -> STRICT.encode(value))
          .withMessageContaining("org.entresol.codec.Pet")
          .withMessageContaining("is not allowed in bytes");
      assertThatExceptionOfType(CodecException.class)
          .isThrownBy(() -> STRICT.decode(CODEC.encode(value), 0));
    }
  }

  @Test
  void encode_lambdaOrProxy_isRefused() {
    Runnable lambda = () -> {};
    InvocationHandler handler = (proxy, method, arguments) -> null;
    Object proxy = Proxy.newProxyInstance(LOADER, new Class<?>[] {Runnable.class}, handler);

    for (Object value : List.of(lambda, proxy, List.of(lambda), new Thread(lambda))) {
      assertThatExceptionOfType(CodecException.class).isThrownBy(() -> CODEC.encode(value));
    }
  }

  @Test
  void encode_asDeepAsAllowed_isReadAgainOnASmallStack() throws InterruptedException {
    Pet pet = chain(WireFormat.MOST_LEVELS - 2);
    List<Object> read = new ArrayList<>();
    Thread thread = new Thread(null, () -> read.add(readAgain(pet)), "small stack", 512 * 1024);
    thread.start();
    thread.join();

    assertThat(read).hasSize(1);
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> CODEC.encode(chain(WireFormat.MOST_LEVELS + 1)))
        .withMessageContaining("Pet: it is more than 10000 levels");
  }

  private static Pet chain(int length) {
    Pet pet = new Pet("last");
    for (int i = 1; i < length; i++) {
      Pet next = new Pet("p");
      next.friend = pet;
      pet = next;
    }
    return pet;
  }

  record Holder(List<Object> all) {}

  @Test
  void encode_recordInACycle_isRefusedWhenWritten() {
    Holder holder = new Holder(new ArrayList<>());
    holder.all().add(holder);

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> CODEC.encode(holder))
        .withMessageContaining("refers to itself");
  }

  @Test
  void decode_setsOfConstants_areSetsOfConstants() {
    Map<String, Object> value = new HashMap<>();
    value.put("some", EnumSet.of(TimeUnit.DAYS, TimeUnit.HOURS));
    value.put("none", EnumSet.noneOf(TimeUnit.class));

    Map<?, ?> read = (Map<?, ?>) readAgain(value);

    assertThat((Object) read).isEqualTo(value);
    assertThat(read.get("none")).isInstanceOf(EnumSet.class);
  }

  @Test
  void decode_exception_keepsMessageCauseAndTrace() {
    Exception cause = new IllegalArgumentException("inner");
    Exception value = new IllegalStateException("outer", cause);
    value.addSuppressed(new UnsupportedOperationException("other"));

    Throwable read = (Throwable) STRICT.decode(STRICT.encode(value), 0);

    assertThat(read).isInstanceOf(IllegalStateException.class).hasMessage("outer");
    assertThat(read.getCause()).hasMessage("inner");
    assertThat(read.getStackTrace()).isEqualTo(value.getStackTrace());
    assertThat(read.getSuppressed()).hasSize(1);
  }

  @Test
  void decode_afterAFailure_works() {
    for (int i = 0; i < 100; i++) {
      assertRefused(new byte[] {(byte) WireFormat.codeOf(ArrayList.class), 1}, 0);
      assertThatExceptionOfType(CodecException.class)
          .isThrownBy(() -> CODEC.encode(List.of(new Pet("a"), new Object())));
      assertThat(readAgain(List.of(new Pet("a"), "b"))).isEqualTo(List.of(new Pet("a"), "b"));
    }
  }
}
