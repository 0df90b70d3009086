package org.entresol.codec.wire;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractMap.SimpleEntry;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.entresol.codec.CodecException;
import org.entresol.codec.copy.Handles;

/**
 * The numbers that stand for classes of the JDK in bytes.
 *
 * <p>They are part of the format: a number is never given to another class, and new rows are added
 * at the end. The classes of one row are read as the first of them; what class a collection without
 * a public one has differs between releases of the JDK.
 */
final class ClassCodes {

  // spotless:off
  private static final Class<?>[][] ROWS = {
    {String.class}, {Integer.class}, {Long.class}, {byte[].class}, {Boolean.class},
    {Double.class}, {Short.class}, {Byte.class}, {Character.class}, {Float.class},
    {ArrayList.class}, {HashMap.class}, {LinkedHashMap.class}, {HashSet.class}, {LinkedHashSet.class},
    {List.of(1, 2, 3).getClass(), List.of(1).getClass(), List.of(1, 2, 3).subList(0, 2).getClass()},
    {Set.of(1, 2, 3).getClass(), Set.of(1).getClass()},
    {Map.of(1, 1, 2, 2).getClass(), Map.of(1, 1).getClass()},
    {Arrays.asList(1).getClass()}, {Optional.class},
    {BigDecimal.class}, {BigInteger.class}, {UUID.class}, {Date.class}, {Instant.class},
    {LocalDate.class}, {LocalTime.class}, {LocalDateTime.class}, {OffsetDateTime.class},
    {ZonedDateTime.class}, {Duration.class}, {Period.class}, {Year.class}, {YearMonth.class},
    {MonthDay.class}, {OffsetTime.class}, {ZoneOffset.class}, {DayOfWeek.class}, {Month.class},
    {TimeUnit.class}, {Locale.class}, {Currency.class}, {URI.class}, {URL.class}, {File.class},
    {Pattern.class}, {BitSet.class}, {Class.class}, {OptionalInt.class}, {OptionalLong.class},
    {OptionalDouble.class}, {Object[].class}, {String[].class}, {int[].class}, {long[].class},
    {double[].class}, {boolean[].class}, {char[].class}, {short[].class}, {float[].class},
    {Integer[].class}, {Long[].class}, {StackTraceElement.class}, {StackTraceElement[].class},
    {TreeMap.class}, {TreeSet.class}, {LinkedList.class}, {ArrayDeque.class}, {PriorityQueue.class},
    {IdentityHashMap.class}, {EnumMap.class},
    {EnumSet.class},
    {ConcurrentHashMap.class}, {CopyOnWriteArrayList.class}, {CopyOnWriteArraySet.class},
    {ConcurrentLinkedQueue.class}, {ConcurrentLinkedDeque.class}, {ConcurrentSkipListMap.class},
    {ConcurrentSkipListSet.class}, {AtomicInteger.class}, {AtomicLong.class}, {AtomicBoolean.class},
    {AtomicReference.class}, {SimpleEntry.class}, {SimpleImmutableEntry.class},
    {Map.entry(1, 1).getClass()},
    {Collections.emptyList().getClass()}, {Collections.emptySet().getClass()},
    {Collections.emptyMap().getClass()}, {Collections.singletonList(1).getClass()},
    {Collections.singleton(1).getClass()}, {Collections.singletonMap(1, 1).getClass()},
    {Collections.unmodifiableList(new ArrayList<>()).getClass(),
      Collections.unmodifiableList(sequential()).getClass()},
    {Collections.unmodifiableSet(new HashSet<>()).getClass()},
    {Collections.unmodifiableMap(new HashMap<>()).getClass()},
    {Collections.unmodifiableCollection((Collection<?>) new ArrayList<>()).getClass()},
    {Collections.unmodifiableSortedSet((SortedSet<?>) new TreeSet<>()).getClass()},
    {Collections.unmodifiableNavigableSet((NavigableSet<?>) new TreeSet<>()).getClass()},
    {Collections.unmodifiableSortedMap((SortedMap<?, ?>) new TreeMap<>()).getClass()},
    {Collections.unmodifiableNavigableMap((NavigableMap<?, ?>) new TreeMap<>()).getClass()},
    {Collections.synchronizedList(new ArrayList<>()).getClass(),
      Collections.synchronizedList(sequential()).getClass()},
    {Collections.synchronizedSet(new HashSet<>()).getClass()},
    {Collections.synchronizedMap(new HashMap<>()).getClass()},
  };
  // spotless:on

  private static final Map<Class<?>, Integer> CODES = codes();

  private ClassCodes() {}

  /** The code of a class, or {@link WireForm#NAMED} when it has none. */
  static int of(Class<?> type) {
    return CODES.getOrDefault(type, WireForm.NAMED);
  }

  /** The class of a code that was read. */
  static Class<?> typeOf(int code) {
    int row = code - WireForm.FIRST_CODE;
    if (row < 0 || row >= ROWS.length) {
      throw CodecException.malformed("no class has the code " + code);
    }
    return ROWS[row][0];
  }

  /** A list without random access. */
  private static List<?> sequential() {
    return (List<?>) Handles.constructing(LinkedList.class).get();
  }

  private static Map<Class<?>, Integer> codes() {
    Map<Class<?>, Integer> codes = new HashMap<>();
    for (int row = 0; row < ROWS.length; row++) {
      for (Class<?> type : ROWS[row]) {
        codes.put(type, WireForm.FIRST_CODE + row);
      }
    }
    return Map.copyOf(codes);
  }
}
