package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change on one side never shows on the other, whatever kind of mutable value it is. */
@Tag("unit")
class ValueKindCopyTest {

  static Stream<Kind> kinds() {
    return Stream.of(dates(), numbers(), arrays(), others()).flatMap(Collection::stream);
  }

  private static List<Kind> dates() {
    return List.of(
        Kind.of("date", () -> Obsolete.make("java.util.Date", 5L), ValueKindCopyTest::setTime),
        Kind.of("sql date", () -> Obsolete.make("java.sql.Date", 5L), ValueKindCopyTest::setTime),
        Kind.of("sql time", () -> Obsolete.make("java.sql.Time", 5L), ValueKindCopyTest::setTime),
        Kind.of(
            "timestamp",
            () -> {
              Object timestamp = Obsolete.make("java.sql.Timestamp", 5L);
              Obsolete.call(timestamp, "setNanos", 123_456_789);
              return timestamp;
            },
            timestamp -> Obsolete.call(timestamp, "setNanos", 1)),
        Kind.of(
            "calendar",
            () -> {
              Object calendar = Obsolete.make("java.util.GregorianCalendar");
              Obsolete.call(calendar, "setTimeInMillis", 5L);
              return calendar;
            },
            calendar -> Obsolete.call(calendar, "setTimeInMillis", 6L)),
        Kind.of(
            "simple time zone",
            () -> new SimpleTimeZone(5, "Here"),
            zone -> ((TimeZone) zone).setRawOffset(6)),
        Kind.of(
            "time zone",
            () -> TimeZone.getTimeZone("Europe/Berlin"),
            zone -> ((TimeZone) zone).setID("Elsewhere")));
  }

  private static void setTime(Object date) {
    Obsolete.call(date, "setTime", 9_000_000_000L);
  }

  private static List<Kind> numbers() {
    return List.of(
        new Kind(
            "atomic integer", () -> new AtomicInteger(1), n -> ((AtomicInteger) n).set(2), TEXT),
        new Kind("atomic long", () -> new AtomicLong(1), n -> ((AtomicLong) n).set(2), TEXT),
        new Kind(
            "atomic boolean",
            () -> new AtomicBoolean(true),
            n -> ((AtomicBoolean) n).set(false),
            TEXT),
        new Kind(
            "atomic array",
            () -> new AtomicIntegerArray(new int[] {1, 2}),
            n -> ((AtomicIntegerArray) n).set(0, 3),
            TEXT),
        new Kind("adder", LongAdder::new, n -> ((LongAdder) n).increment(), TEXT),
        Kind.of(
            "number format",
            () -> NumberFormat.getInstance(Locale.ROOT),
            f -> ((DecimalFormat) f).applyPattern("000")));
  }

  private static final Function<Object, Object> TEXT = Object::toString;

  private static List<Kind> arrays() {
    return List.of(
        array(() -> new byte[] {1}, a -> ((byte[]) a)[0] = 2),
        array(() -> new short[] {1}, a -> ((short[]) a)[0] = 2),
        array(() -> new int[] {1}, a -> ((int[]) a)[0] = 2),
        array(() -> new long[] {1}, a -> ((long[]) a)[0] = 2),
        array(() -> new char[] {'1'}, a -> ((char[]) a)[0] = '2'),
        array(() -> new float[] {1}, a -> ((float[]) a)[0] = 2),
        array(() -> new double[] {1}, a -> ((double[]) a)[0] = 2),
        array(() -> new boolean[] {true}, a -> ((boolean[]) a)[0] = false),
        array(() -> new String[] {"a", null}, a -> ((String[]) a)[0] = "b"),
        array(() -> new Integer[] {1}, a -> ((Integer[]) a)[0] = 2),
        array(() -> new BigInteger[] {BigInteger.ONE}, a -> ((Object[]) a)[0] = BigInteger.TWO),
        array(TimeUnit::values, a -> ((Object[]) a)[0] = TimeUnit.DAYS),
        array(() -> new Number[] {1, 2L}, a -> ((Object[]) a)[0] = 2),
        array(() -> new int[][] {{1}, {2}}, a -> ((int[][]) a)[0][0] = 2),
        array(
            () -> new Object[][] {{"a"}, {new Pet("b")}},
            a -> ((Pet) ((Object[][]) a)[1][0]).name = "c"),
        array(() -> new Pet[] {new Pet("a")}, a -> ((Pet[]) a)[0].name = "b"),
        array(
            () -> new List<?>[] {new ArrayList<>(List.of("a"))}, a -> ((List<?>[]) a)[0].clear()));
  }

  /** Looks at arrays through their text, which tells what is in them. */
  private static Kind array(Supplier<Object> make, Consumer<Object> change) {
    return new Kind(
        make.get().getClass().getSimpleName(),
        make,
        change,
        array -> Arrays.deepToString(new Object[] {array}));
  }

  private static List<Kind> others() {
    return List.of(
        Kind.of("bit set", () -> BitSet.valueOf(new long[] {5}), b -> ((BitSet) b).flip(0)),
        Kind.of("enum set", () -> EnumSet.of(TimeUnit.DAYS), s -> ((EnumSet<?>) s).clear()),
        new Kind(
            "builder",
            () -> Obsolete.make("java.lang.StringBuilder"),
            builder -> ((StringBuilder) builder).append("b"),
            TEXT),
        new Kind(
            "buffer",
            () -> Obsolete.make("java.lang.StringBuffer"),
            buffer -> Obsolete.call(buffer, "setLength", 3),
            TEXT),
        new Kind(
            "properties",
            () -> {
              Properties defaults = new Properties();
              defaults.setProperty("a", "1");
              return new Properties(defaults);
            },
            p -> ((Properties) p).setProperty("a", "2"),
            p -> ((Properties) p).getProperty("a")),
        Kind.of("pet", () -> new Pet("a"), pet -> ((Pet) pet).name = "b"),
        Kind.of(
            "pets by name",
            () -> Map.of("a", new Pet("a")),
            map -> ((Map<?, ?>) map).values().forEach(pet -> ((Pet) pet).name = "b")));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void copy_value_looksLikeTheOriginal(Kind kind) {
    Object original = kind.make().get();

    Object copy = Rules.byValue().copy(original);

    assertThat(copy).isNotSameAs(original).hasSameClassAs(original);
    assertThat(kind.look().apply(copy)).isEqualTo(kind.look().apply(original));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void copy_originalChangedAfterwards_doesNotChange(Kind kind) {
    Object original = kind.make().get();

    Object copy = Rules.byValue().copy(original);
    kind.change().accept(original);

    assertThat(kind.look().apply(copy)).isEqualTo(kind.look().apply(kind.make().get()));
    assertThat(kind.look().apply(original)).isNotEqualTo(kind.look().apply(copy));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void copy_changedAfterwards_doesNotChangeTheOriginal(Kind kind) {
    Object original = kind.make().get();

    Object copy = Rules.byValue().copy(original);
    kind.change().accept(copy);

    assertThat(kind.look().apply(original)).isEqualTo(kind.look().apply(kind.make().get()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void copy_valueInAGraph_isCopiedOnce(Kind kind) {
    Object original = kind.make().get();
    Pet owner = new Pet("owner");

    List<?> copy = Rules.byValue().copy(Arrays.asList(owner, original, original));

    assertThat(copy.get(1)).isSameAs(copy.get(2)).isNotSameAs(original);
    assertThat(kind.look().apply(copy.get(1))).isEqualTo(kind.look().apply(original));
  }

  @Test
  void copy_propertiesWithDefaults_haveDefaultsOfTheirOwn() {
    Properties defaults = new Properties();
    Properties original = new Properties(defaults);
    defaults.setProperty("a", "1");

    Properties copy = Rules.byValue().copy(original);
    defaults.setProperty("a", "2");

    assertThat(copy.getProperty("a")).isEqualTo("1");
  }
}
