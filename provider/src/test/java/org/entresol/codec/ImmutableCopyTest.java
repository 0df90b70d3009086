package org.entresol.codec;

import static java.util.Arrays.asList;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entresol.codec.wire.KryoCopiers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class ImmutableCopyTest {

  enum Plain {
    ONE
  }

  enum WithBodies {
    ONE {
      @Override
      int value() {
        return 1;
      }
    };

    abstract int value();
  }

  record Point(int x, int y) {}

  record Line(Point from, Point to, @Nullable LocalDate drawn, ZoneId zone, BigDecimal width) {}

  record Chain(String name, @Nullable Chain next) {}

  sealed interface Shape permits Circle, Square {}

  record Circle(Point centre, double radius) implements Shape {}

  record Square(Point corner) implements Shape {}

  record Drawing(Shape shape) {}

  static final class Account {
    private final String owner;
    private final WithBodies kind;

    Account(String owner, WithBodies kind) {
      this.owner = owner;
      this.kind = kind;
    }

    @Override
    public String toString() {
      return owner + kind;
    }
  }

  /** Open, but each of its objects is immutable all the same. */
  static class Money {
    private final BigDecimal amount = BigDecimal.ONE;

    @Override
    public String toString() {
      return amount.toString();
    }
  }

  static final class Nothing {
    static final Nothing INSTANCE = new Nothing();

    @Override
    public String toString() {
      return "nothing";
    }
  }

  static Stream<Object> immutables() {
    return Stream.of(numbers(), times(), references(), ours()).flatMap(values -> values);
  }

  private static Stream<Object> numbers() {
    return Stream.of(
        "text",
        true,
        'c',
        (byte) 1,
        (short) 2,
        3,
        4L,
        5f,
        6d,
        BigDecimal.TEN,
        BigInteger.TWO,
        MathContext.DECIMAL32,
        new UUID(1, 2),
        OptionalInt.of(1));
  }

  private static Stream<Object> times() {
    return Stream.of(
        Instant.EPOCH,
        Duration.ofDays(1),
        LocalDate.EPOCH,
        LocalTime.NOON,
        LocalDateTime.MIN,
        OffsetTime.MIN,
        OffsetDateTime.MIN,
        ZonedDateTime.of(LocalDateTime.MIN, ZoneOffset.UTC),
        Year.of(2000),
        YearMonth.of(2000, 1),
        MonthDay.of(1, 1),
        Period.ZERO,
        ZoneOffset.UTC,
        ZoneId.of("Europe/Berlin"),
        JapaneseDate.of(2000, 1, 1),
        DateTimeFormatter.ISO_DATE,
        DayOfWeek.MONDAY);
  }

  private static Stream<Object> references() {
    return Stream.of(
        Locale.ROOT,
        Locale.forLanguageTag("zh-Hant-TW"),
        Currency.getInstance("EUR"),
        Pattern.compile("a+"),
        StandardCharsets.UTF_8,
        URI.create("a:b"),
        Path.of("a"),
        new File("a"),
        InetAddress.getLoopbackAddress(),
        new InetSocketAddress(80),
        String.class,
        new Object(),
        Collections.emptyList(),
        Collections.emptySet(),
        Collections.emptyMap());
  }

  private static Stream<Object> ours() {
    return Stream.of(
        Plain.ONE,
        WithBodies.ONE,
        new Point(1, 2),
        new Line(new Point(1, 2), new Point(3, 4), null, ZoneOffset.UTC, BigDecimal.ONE),
        new Chain("a", new Chain("b", null)),
        new Drawing(new Circle(new Point(0, 0), 1)),
        new Drawing(new Square(new Point(0, 0))),
        new Account("Ann", WithBodies.ONE),
        new Money(),
        Nothing.INSTANCE);
  }

  @ParameterizedTest
  @MethodSource("immutables")
  void copy_immutableValue_isTheValueItself(Object value) {
    Copiers copiers = Rules.byValue();

    assertThat(copiers.copierOf(value)).isNull();
    assertThat(copiers.copy(value)).isSameAs(value);
  }

  record Holder(Object any) {}

  record Elements(List<String> elements) {}

  static final class Counter {
    int count;
  }

  record CounterHolder(Counter counter) {}

  sealed interface Leaky permits LeakyRecord, LeakyOpen {}

  record LeakyRecord(int n) implements Leaky {}

  static non-sealed class LeakyOpen implements Leaky {
    int n;
  }

  record LeakyHolder(Leaky leaky) {}

  static Stream<Object> mutables() {
    return Stream.of(
        new Counter(),
        new CounterHolder(new Counter()),
        new LeakyHolder(new LeakyOpen()),
        new Holder(new Counter()),
        new Elements(new ArrayList<>()),
        new int[0],
        new ArrayList<>(),
        asList("a"),
        new BitSet());
  }

  @ParameterizedTest
  @MethodSource("mutables")
  void copy_mutableValue_isAnotherObject(Object value) {
    Copiers copiers = Rules.byValue();

    Copier copier = requireNonNull(copiers.copierOf(value));
    assertThat(copier.copy(value)).isNotSameAs(value).hasSameClassAs(value);
    assertThat(copiers.copy(value)).isNotSameAs(value).hasSameClassAs(value);
  }

  static Stream<Object> unmodifiables() {
    return Stream.of(
        List.of(),
        List.of("a"),
        List.of("a", "b", "c"),
        List.of("a", "b", "c").subList(0, 2),
        Stream.of("a", "b", "c").toList(),
        Set.of("a"),
        Set.of("a", "b", "c"),
        Map.of("a", 1),
        Map.of("a", 1, "b", 2),
        Map.entry("a", 1),
        Collections.singletonList("a"),
        Collections.singleton("a"),
        Collections.singletonMap("a", 1),
        java.util.Optional.of("a"),
        java.util.Optional.empty(),
        new Holder("a"),
        new Holder(List.of("a")),
        new Elements(List.of("a")));
  }

  @ParameterizedTest
  @MethodSource("unmodifiables")
  void copy_unmodifiableOfImmutables_isTheValueItself(Object value) {
    assertThat(Rules.byValue().copy(value)).isSameAs(value);
  }

  interface Vouched {}

  static class VouchedImplementation implements Vouched {
    int hidden;
  }

  static class VouchedBase {
    int hidden;
  }

  static class VouchedSubclass extends VouchedBase {}

  static class VouchedHolder {
    Vouched vouched = new VouchedImplementation();
    int count;
  }

  @Test
  void copy_typeTheUserNames_isTheValueItself() {
    Copiers copiers = Rules.byValue(Set.of(Vouched.class.getName(), VouchedBase.class.getName()));

    for (Object value : List.of(new VouchedImplementation(), new VouchedSubclass())) {
      assertThat(copiers.copierOf(value)).isNull();
      assertThat(Rules.byValue().copierOf(value)).isNotNull();
    }
  }

  @Test
  void copy_holderOfATypeTheUserNames_sharesTheNamedObject() {
    VouchedHolder holder = new VouchedHolder();

    VouchedHolder copy = Rules.byValue(Set.of(Vouched.class.getName())).copy(holder);

    assertThat(copy).isNotSameAs(holder);
    assertThat(copy.vouched).isSameAs(holder.vouched);
    assertThat(Rules.byValue().copy(holder).vouched).isNotSameAs(holder.vouched);
  }

  @Test
  void copy_byReference_isTheValueItself() {
    Object value = new Counter();

    assertThat(KryoCopiers.byReference().copierOf(value)).isNull();
    assertThat(KryoCopiers.byReference().copy(value)).isSameAs(value);
  }
}
