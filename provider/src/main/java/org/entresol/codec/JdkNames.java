package org.entresol.codec;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of the JDK's classes that may stand in bytes: by a rule all public enums and
 * value-based classes, and by a list other values, containers, and what Java serialization names
 * beside them. None of them does anything on being read but hold what it is given.
 *
 * <p>Types that have no objects of their own, such as {@code java.util.List}, are here because
 * arrays are made of them.
 */
final class JdkNames {

  private static final Set<String> LISTED =
      Stream.of(
              in(
                  "java.lang.",
                  "Object Number Boolean Byte Short Character Integer Long Float Double Void String"
                      + " String$CaseInsensitiveComparator CharSequence Comparable Enum Record"
                      + " Iterable StringBuilder StringBuffer Class StackTraceElement"),
              throwables(),
              in("java.io.", "Serializable File"),
              in("java.math.", "BigInteger BigDecimal MathContext RoundingMode"),
              in(
                  "java.net.",
                  "URI URL InetAddress Inet4Address Inet6Address SocketAddress InetSocketAddress"
                      + " InetSocketAddress$InetSocketAddressHolder"),
              in("java.nio.charset.", "Charset"),
              in("sun.nio.cs.", "UTF_8 ISO_8859_1 US_ASCII UTF_16 UTF_16BE UTF_16LE"),
              in("java.nio.file.", "Path"),
              in("sun.nio.fs.", "UnixPath WindowsPath"),
              in("java.sql.", "Date Time Timestamp"),
              in(
                  "java.text.",
                  "Format NumberFormat NumberFormat$Style DecimalFormat DecimalFormatSymbols"),
              time(),
              utilities(),
              concurrent(),
              in("java.util.regex.", "Pattern"),
              in("sun.util.calendar.", "ZoneInfo"))
          .flatMap(names -> names)
          .collect(Collectors.toUnmodifiableSet());

  /** What the JDK marks the classes with that are nothing but their value. */
  private static final String VALUE_BASED = "jdk.internal.ValueBased";

  /** The answers that were yes; of those there are only as many as the JDK has such classes. */
  private static final Set<String> FOUND = ConcurrentHashMap.newKeySet();

  private JdkNames() {}

  /**
   * Whether the class of this name may stand in bytes: it is listed, or a public enum of the JDK,
   * or marked by the JDK as nothing but its value. Loading a class of the JDK runs none of its
   * code.
   */
  static boolean allows(String name) {
    if (LISTED.contains(name) || FOUND.contains(name)) {
      return true;
    }
    boolean allowed =
        (name.startsWith("java.") || name.startsWith("javax.")) && isValueByRule(name);
    if (allowed) {
      FOUND.add(name);
    }
    return allowed;
  }

  private static boolean isValueByRule(String name) {
    try {
      Class<?> type = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
      return type.getModule().isExported(type.getPackageName())
          && (isPublicEnum(type) || isValueBased(type));
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static boolean isPublicEnum(Class<?> type) {
    return type.isEnum() && Modifier.isPublic(type.getModifiers());
  }

  private static boolean isValueBased(Class<?> type) {
    return Arrays.stream(type.getDeclaredAnnotations())
        .anyMatch(mark -> mark.annotationType().getName().equals(VALUE_BASED));
  }

  private static Stream<String> in(String home, String names) {
    return Arrays.stream(names.split(" ")).map(home::concat);
  }

  /** The exceptions that are nothing but a message, a cause and a stack trace. */
  private static Stream<String> throwables() {
    return Stream.of(
            in(
                "java.lang.",
                "Throwable Exception RuntimeException Error ArithmeticException"
                    + " ArrayIndexOutOfBoundsException ArrayStoreException AssertionError"
                    + " ClassCastException ClassNotFoundException CloneNotSupportedException"
                    + " IllegalAccessException IllegalArgumentException"
                    + " IllegalCallerException IllegalMonitorStateException IllegalStateException"
                    + " IndexOutOfBoundsException InstantiationException InterruptedException"
                    + " LinkageError NegativeArraySizeException NoSuchFieldException"
                    + " NoSuchMethodException NullPointerException NumberFormatException"
                    + " OutOfMemoryError ReflectiveOperationException SecurityException"
                    + " StackOverflowError StringIndexOutOfBoundsException"
                    + " UnsupportedOperationException VirtualMachineError"),
            in(
                "java.io.",
                "IOException UncheckedIOException EOFException FileNotFoundException"
                    + " InterruptedIOException UTFDataFormatException"
                    + " UnsupportedEncodingException"),
            in(
                "java.util.",
                "ConcurrentModificationException EmptyStackException InputMismatchException"
                    + " MissingResourceException NoSuchElementException"),
            in(
                "java.util.concurrent.",
                "CancellationException CompletionException ExecutionException"
                    + " RejectedExecutionException TimeoutException"),
            in("java.time.", "DateTimeException"),
            in("java.time.format.", "DateTimeParseException"))
        .flatMap(names -> names);
  }

  private static Stream<String> time() {
    return Stream.concat(
        in(
            "java.time.",
            "DayOfWeek Month Duration Instant LocalDate LocalTime LocalDateTime MonthDay OffsetTime"
                + " OffsetDateTime Period Year YearMonth ZoneId ZoneOffset ZoneRegion ZonedDateTime"
                + " Ser"),
        Stream.concat(
            in(
                "java.time.chrono.",
                "Chronology IsoChronology IsoEra HijrahChronology HijrahDate HijrahEra"
                    + " JapaneseChronology JapaneseDate JapaneseEra MinguoChronology MinguoDate"
                    + " MinguoEra ThaiBuddhistChronology ThaiBuddhistDate ThaiBuddhistEra"
                    + " AbstractChronology ChronoLocalDate ChronoLocalDateImpl"
                    + " ChronoLocalDateTimeImpl ChronoZonedDateTimeImpl ChronoPeriodImpl Ser"),
            in("java.time.temporal.", "ChronoUnit ChronoField WeekFields ValueRange Temporal")));
  }

  private static Stream<String> utilities() {
    return Stream.of(
            in(
                "java.util.",
                "Collection List Set SortedSet NavigableSet Map SortedMap NavigableMap Map$Entry"
                    + " Queue Deque Comparator AbstractCollection AbstractList AbstractSet"
                    + " AbstractMap AbstractQueue AbstractSequentialList ArrayList LinkedList Vector"
                    + " Stack ArrayDeque PriorityQueue HashSet LinkedHashSet TreeSet EnumSet"
                    + " RegularEnumSet JumboEnumSet HashMap LinkedHashMap TreeMap EnumMap"
                    + " TreeMap$NavigableSubMap TreeMap$AscendingSubMap TreeMap$DescendingSubMap"
                    + " IdentityHashMap WeakHashMap Dictionary Hashtable Properties BitSet"
                    + " AbstractMap$SimpleEntry AbstractMap$SimpleImmutableEntry KeyValueHolder"
                    + " Arrays$ArrayList ArrayList$SubList"),
            in(
                "java.util.",
                "Date Calendar GregorianCalendar TimeZone SimpleTimeZone Locale Currency UUID"
                    + " Optional OptionalInt OptionalLong OptionalDouble Random StringJoiner"),
            in(
                "java.util.ImmutableCollections$",
                "AbstractImmutableCollection AbstractImmutableList AbstractImmutableSet"
                    + " AbstractImmutableMap List12 ListN SubList Set12 SetN Map1 MapN"),
            in(
                "java.util.Collections$",
                "EmptyList EmptySet EmptyMap SingletonList SingletonSet SingletonMap CopiesList"
                    + " SetFromMap ReverseComparator ReverseComparator2 CheckedCollection"
                    + " CheckedList CheckedRandomAccessList CheckedSet CheckedMap"),
            in(
                "java.util.Collections$Unmodifiable",
                "Collection List RandomAccessList Set SortedSet NavigableSet Map SortedMap"
                    + " NavigableMap"),
            in(
                "java.util.Collections$Synchronized",
                "Collection List RandomAccessList Set SortedSet NavigableSet Map SortedMap"
                    + " NavigableMap"),
            in("java.util.Comparators$", "NaturalOrderComparator NullComparator"))
        .flatMap(names -> names);
  }

  private static Stream<String> concurrent() {
    return Stream.of(
            in(
                "java.util.concurrent.",
                "TimeUnit ConcurrentMap ConcurrentNavigableMap ConcurrentHashMap"
                    + " ConcurrentHashMap$KeySetView ConcurrentHashMap$CollectionView"
                    + " ConcurrentHashMap$Segment"
                    + " ConcurrentSkipListMap ConcurrentSkipListSet CopyOnWriteArrayList"
                    + " CopyOnWriteArraySet ConcurrentLinkedQueue ConcurrentLinkedDeque"
                    + " ArrayBlockingQueue LinkedBlockingQueue LinkedBlockingDeque"
                    + " PriorityBlockingQueue LinkedTransferQueue"),
            in(
                "java.util.concurrent.atomic.",
                "AtomicBoolean AtomicInteger AtomicLong AtomicReference AtomicIntegerArray"
                    + " AtomicLongArray AtomicReferenceArray LongAdder LongAdder$SerializationProxy"
                    + " DoubleAdder DoubleAdder$SerializationProxy Striped64"),
            in(
                "java.util.concurrent.locks.",
                "ReentrantLock ReentrantLock$Sync ReentrantLock$NonfairSync ReentrantLock$FairSync"
                    + " AbstractQueuedSynchronizer AbstractQueuedSynchronizer$ConditionObject"
                    + " AbstractOwnableSynchronizer"))
        .flatMap(names -> names);
  }
}
