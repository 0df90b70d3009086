package org.entresol.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.entresol.codec.key.CanonicalKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class KeyCodecTest {

  private static final KeyCodec<Object> CODEC =
      new CanonicalKeys<>(
          KeyCodecTest.class.getClassLoader(),
          AllowedClasses.of(List.of(Pet.class), List.of()),
          Set.of());

  /** Fields of all sorts, and an array in a record, which makes two equal ones unequal. */
  record Point(int x, @Nullable Integer y, Object rest) {}

  /** As Spring's keys for methods of several arguments are. */
  static final class MethodKey implements Serializable {
    private final @Nullable Object[] arguments;
    private transient int hash;

    MethodKey(@Nullable Object... arguments) {
      this.arguments = arguments.clone();
      this.hash = Arrays.deepHashCode(this.arguments);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof MethodKey key && Arrays.deepEquals(arguments, key.arguments);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      hash = Arrays.deepHashCode(arguments);
    }
  }

  /** As Hibernate's keys of entities are. */
  static final class EntityKey implements Serializable {
    private final Serializable id;
    private final String entity;
    private final int hash;

    EntityKey(Serializable id, String entity) {
      this.id = id;
      this.entity = entity;
      this.hash = Objects.hash(id, entity);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof EntityKey key && key.id.equals(id) && key.entity.equals(entity);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  static final class Forgetful {
    final String name;
    final transient @Nullable String more;

    Forgetful(String name, @Nullable String more) {
      this.name = name;
      this.more = more;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Forgetful key
          && key.name.equals(name)
          && Objects.equals(key.more, more);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  static final class Nameless {
    final int number = 1;
  }

  /** Each makes a key that is equal to all it has made before, and no part of them the same. */
  static Stream<Supplier<Object>> keys() {
    return Stream.of(texts(), numbers(), times(), graphs()).flatMap(all -> all);
  }

  private static Stream<Supplier<Object>> texts() {
    return Stream.of(
        () -> new String("customer:42"),
        () -> "",
        () -> "grün \ud83d\ude00 €",
        () -> "\ud83d half",
        () -> TimeUnit.DAYS,
        () -> ForeignValues.Colour.GREEN,
        () -> new UUID(1, 2),
        () -> URI.create("http://me@example.org:8080/a%20b?q=1#f"),
        () -> URI.create("mailto:a@b"),
        () -> URI.create("relative/path"),
        () -> Currency.getInstance("EUR"),
        () -> Locale.GERMANY);
  }

  private static Stream<Supplier<Object>> numbers() {
    return Stream.of(
        () -> 7,
        () -> Integer.MIN_VALUE,
        () -> -1L,
        () -> (short) 5,
        () -> (byte) -5,
        () -> 'x',
        () -> '\ud800',
        () -> true,
        () -> 1.5,
        () -> -0.0,
        () -> Double.MIN_VALUE,
        () -> 1.0E22,
        () -> Double.NaN,
        () -> 1.5f,
        () -> Float.NEGATIVE_INFINITY,
        () -> new BigInteger("123456789012345678901234567890"),
        () -> new BigDecimal("1.50"),
        () -> new BigDecimal("-1E+400"));
  }

  private static Stream<Supplier<Object>> times() {
    return Stream.of(
        () -> Obsolete.make("java.util.Date", -5L),
        () -> Instant.ofEpochSecond(1, 5),
        () -> LocalDate.of(12345, 1, 2),
        () -> LocalTime.of(1, 2),
        () -> LocalDateTime.of(-5, 1, 2, 3, 4, 5),
        () -> OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 6, ZoneOffset.ofHours(2)),
        () -> LocalDateTime.of(2024, 10, 27, 2, 30).atZone(ZoneId.of("Europe/Berlin")),
        () ->
            LocalDateTime.of(2024, 10, 27, 2, 30)
                .atZone(ZoneId.of("Europe/Berlin"))
                .withLaterOffsetAtOverlap(),
        () -> Year.of(123456),
        () -> YearMonth.of(-3, 12),
        () -> YearMonth.of(99999, 1),
        () -> MonthDay.of(2, 29),
        () -> Period.of(1, -2, 3),
        () -> Duration.ofNanos(-1));
  }

  private static Stream<Supplier<Object>> graphs() {
    return Stream.of(
        () -> new Point(1, null, List.of("a", 2)),
        () -> new Point(1000, 1000, new Point(1, 2, new String("a"))),
        () -> new MethodKey(),
        () -> new MethodKey(new String("a"), new String("a"), 1L, null),
        () -> new MethodKey(new int[] {1, 2}, new String[][] {{"a"}, {}}, new byte[] {1}),
        () -> new EntityKey(42L, new String("Customer")),
        () -> new EntityKey(new ArrayList<>(List.of(1, 2)), "Customer"),
        () -> new ArrayList<>(Arrays.asList("a", null, 1)),
        () -> Optional.of(new Point(1, 2, Optional.empty())),
        () -> Map.of("a", 1, "b", List.of(Set.of(1, 2))),
        () -> new Forgetful("a", null));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void decode_key_isEqual(Supplier<Object> make) {
    Object key = make.get();

    Object read = CODEC.decode(CODEC.encode(key));

    assertThat(read).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(CODEC.encode(read)).isEqualTo(CODEC.encode(key));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void encode_equalKeys_giveEqualBytes(Supplier<Object> make) {
    assertThat(CODEC.encode(make.get())).isEqualTo(CODEC.encode(make.get()));
  }

  @Test
  void encode_differentKeys_giveDifferentBytes() {
    List<byte[]> all =
        Stream.concat(
                keys().map(Supplier::get),
                Stream.of("7", 7L, 0.0, '7', Optional.of("7"), List.of("7"), List.of(7)))
            .map(CODEC::encode)
            .toList();

    assertThat(all.stream().map(Arrays::toString).distinct()).hasSameSizeAs(all);
  }

  @Test
  void encode_simpleKeys_areReadable() {
    assertThat(text("customer:42")).isEqualTo("s:customer:42");
    assertThat(text(7)).isEqualTo("i:7");
    assertThat(text(7L)).isEqualTo("l:7");
    assertThat(text(TimeUnit.DAYS)).isEqualTo("e:java.util.concurrent.TimeUnit.DAYS");
    assertThat(text(new UUID(0, 1))).isEqualTo("u:00000000-0000-0000-0000-000000000001");
    assertThat(text(LocalDate.of(2024, 1, 2))).isEqualTo("L:2024-01-02");
    assertThat(text(Double.longBitsToDouble(0x7ff8000000000123L))).isEqualTo("d:NaN");
  }

  @Test
  void encode_equalValuesOfDifferentClasses_giveEqualBytes() {
    assertSame(List.of(1, 2), new ArrayList<>(List.of(1, 2)));
    assertSame(Arrays.asList(1, 2), Collections.unmodifiableList(new ArrayList<>(List.of(1, 2))));
    assertSame(new LinkedHashSet<>(List.of(3, 1, 2)), Set.of(1, 2, 3));
    assertSame(new TreeSet<>(List.of(3, 1, 2)), Set.of(1, 2, 3));
    Map<Object, Object> linked = new LinkedHashMap<>();
    linked.put("b", 2);
    linked.put("a", 1);
    assertSame(linked, new HashMap<>(Map.of("a", 1, "b", 2)));
    assertSame(URI.create("HTTP://Example.ORG/%c3"), URI.create("http://example.org/%C3"));
    assertSame(URI.create("http://example.org:/a"), URI.create("http://example.org/a"));
  }

  private static void assertSame(Object one, Object other) {
    assertThat(one).isEqualTo(other);
    assertThat(CODEC.encode(one)).isEqualTo(CODEC.encode(other));
  }

  private static String text(Object key) {
    return new String(CODEC.encode(key), UTF_8);
  }

  static Stream<Object> withoutForm() {
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    Runnable lambda = () -> {};
    return Stream.of(
        new Nameless(),
        new Point(1, 2, new Nameless()),
        new Point(1, 2, new int[] {1}),
        new int[] {1},
        new byte[] {1},
        List.of(new byte[] {1}),
        new Forgetful("a", "b"),
        lambda,
        new Object(),
        Thread.currentThread(),
        new Pet("a"),
        cycle);
  }

  @ParameterizedTest
  @MethodSource("withoutForm")
  void encode_keyWithoutACanonicalForm_isRefused(Object key) {
    if (key instanceof Pet pet) {
      pet.friend = pet;
    }

    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> CODEC.encode(key));
  }

  @Test
  void decode_classThatIsNotAllowed_isRefused() {
    KeyCodec<Object> strict =
        new CanonicalKeys<>(
            getClass().getClassLoader(), AllowedClasses.of(List.of(), List.of()), Set.of());

    for (Object key : List.of(new Point(1, 2, "a"), ForeignValues.Colour.RED)) {
      assertThatExceptionOfType(CodecException.class)
          .isThrownBy(() -> strict.decode(CODEC.encode(key)))
          .withMessageContaining("is not allowed in bytes");
      assertThatExceptionOfType(CodecException.class).isThrownBy(() -> strict.encode(key));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "x:",
        "i:",
        "i:x",
        "e:",
        "e:DAYS",
        "e:java.lang.ProcessBuilder.A",
        "z:maybe",
        "e:java.util.concurrent.TimeUnit.NONE",
        "c:70000",
        "u:1",
        "k:",
        "k:x",
        "r:%",
        "I:now"
      })
  void decode_notAKey_isRefused(String bytes) {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> CODEC.decode(bytes.getBytes(UTF_8)));
  }

  @Test
  void decode_damagedKeys_giveAKeyOrARefusal() {
    List<byte[]> all = keys().map(make -> CODEC.encode(make.get())).toList();
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = Damage.to(all.get(random.nextInt(all.size())), random);
      try {
        assertThat(CODEC.decode(bytes)).isNotNull();
      } catch (CodecException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
