package org.entresol.config;

import static java.lang.Integer.parseInt;
import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Audit;
import com.acme.Customer;
import com.acme.CustomerLoader;
import com.acme.CustomerTags;
import com.acme.CustomerWriter;
import com.acme.Money;
import com.acme.OnlyBig;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.entresol.Compression;
import org.entresol.EntresolConfiguration;
import org.entresol.EventScope;
import org.entresol.HeapBound;
import org.entresol.Jitter;
import org.entresol.LoadGuard;
import org.entresol.LoadSettings;
import org.entresol.LoadSnapshot;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.WriteMode;
import org.entresol.WriteSettings;
import org.entresol.config.model.Classes;
import org.entresol.config.model.Scalar;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of the manual says what the tables of keys hold, and its examples work. */
@Tag("unit")
final class ManualTest {
  private static final Path PAGE = Path.of("..", "src", "site", "markdown", "configuration.md");
  private static final int VALUE = 1;
  private static final int DEFAULT = 2;
  private static final int WHERE = 3;
  private static final int WHOSE = 4;
  private static final int STACKS = 5;
  private static final int IN_JAVA = 6;

  private static String page() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Stream<String> examples(String language) {
    Pattern block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    return block.matcher(page()).results().map(found -> found.group(1));
  }

  /** The rows of all tables whose first column is a key. */
  private static List<List<String>> rows() {
    return page()
        .lines()
        .filter(line -> line.matches("\\| `[a-z.-]+` \\|.*"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }

  private static Stream<Key<?, ?>> keys() {
    return Stream.of(Sections.TOP.rows(), CacheKeys.NAMED.rows(), ListenerKeys.ITEM.rows())
        .flatMap(rows -> rows.stream());
  }

  private static List<String> row(String key) {
    List<List<String>> found =
        rows().stream().filter(row -> row.get(0).equals("`" + key + "`")).toList();
    assertThat(found).as("rows for %s", key).hasSize(1);
    return found.get(0);
  }

  @Test
  void tables_allRows_areTheKeysThereAre() {
    assertThat(rows().stream().map(row -> row.get(0)))
        .containsExactlyInAnyOrderElementsOf(keys().map(key -> "`" + key.path() + "`").toList());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void tables_eachKey_hasItsDefault(Key<?, ?> key) {
    assertThat(row(key.path()).get(DEFAULT))
        .isEqualTo(key.setting().standard().isEmpty() ? "" : "`" + key.setting().standard() + "`");
  }

  static Stream<Key<?, ?>> scalars() {
    return keys().filter(key -> key.setting().type() instanceof Scalar<?>);
  }

  private static boolean allows(Key<?, ?> key, String text) {
    try {
      ((Scalar<?>) key.setting().type()).parser().parse(text, Fixture.LOADER);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The ends that the cell names are allowed, and nothing beyond them is. */
  @ParameterizedTest
  @MethodSource("scalars")
  void tables_eachKey_allowsWhatItsRowSays(Key<?, ?> key) {
    String cell = row(key.path()).get(VALUE);
    List<Integer> ends =
        Pattern.compile("\\d+").matcher(cell).results().map(end -> parseInt(end.group())).toList();
    if (cell.startsWith("a duration")) {
      int least = ends.isEmpty() ? 0 : ends.get(0);
      assertRange(key, "ms", least, 1_000);
      assertThat(List.of("36500d", "876000h")).allMatch(text -> allows(key, text));
      assertThat(List.of("36501d", "876001h")).noneMatch(text -> allows(key, text));
      assertThat(allows(key, "1000")).isFalse();
    } else if (cell.startsWith("a size from")) {
      assertRange(key, "MB", ends.get(0), 1_000);
      assertThat(allows(key, (ends.get(0) << 10) - 1 + "KB")).isFalse();
    } else if (cell.startsWith("a rate from")) {
      assertRange(key, "/s", ends.get(0), ends.get(1));
      assertThat(allows(key, ends.get(1) + 1 + "/s")).isFalse();
      assertThat(List.of("10", "10/m", "1.5/s")).noneMatch(text -> allows(key, text));
    } else if (cell.startsWith("a percentage from")) {
      assertRange(key, "%", ends.get(0), ends.get(1));
      assertThat(allows(key, ends.get(1) + 1 + "%")).isFalse();
      assertThat(allows(key, "1s")).isEqualTo(cell.endsWith("or a duration"));
    } else if (cell.startsWith("a whole number from") || cell.startsWith("a number from")) {
      assertRange(key, "", ends.get(0), ends.get(ends.size() - 1));
      assertThat(allows(key, ends.get(ends.size() - 1) + 1 + "")).isEqualTo(ends.size() == 1);
      assertThat(allows(key, "1.5")).isEqualTo(cell.startsWith("a number"));
    } else if (cell.startsWith("`") && !cell.contains("section")) {
      assertThat(key.setting().type().allowed().split(", "))
          .containsExactlyInAnyOrder(cell.replace("`", "").split(", "));
    } else {
      assertThat(cell)
          .matches("a size|one to ten characters|a class.*|letters.*|`[^|]*, or a section.*");
    }
  }

  private static void assertRange(Key<?, ?> key, String unit, int least, int most) {
    assertThat(List.of(least + unit, most + unit)).allMatch(text -> allows(key, text));
    if (least > 0) {
      assertThat(allows(key, least - 1 + unit)).isFalse();
    }
  }

  static Stream<Key<?, ?>> cacheKeys() {
    return CacheKeys.NAMED.rows().stream().map(row -> row);
  }

  @ParameterizedTest
  @MethodSource("cacheKeys")
  void tables_eachKeyOfACache_saysWhereItStandsAndWhoseItIs(Key<?, ?> key) {
    assertThat(row(key.path()).subList(WHERE, WHOSE + 1))
        .containsExactly(
            CacheKeys.DEFAULTS.knows(key.path()) ? "defaults, caches" : "caches",
            key.entresol() ? "Entresol" : "JCache");
  }

  @ParameterizedTest
  @MethodSource("cacheKeys")
  void tables_eachKeyOfACache_saysOnWhichStacksItMakesSense(Key<?, ?> key) {
    String names = key.setting().stacks();
    String everywhere =
        key.setting().scope().everywhere().stream()
            .map(value -> "`" + value.toString().toLowerCase(Locale.ROOT) + "`")
            .collect(Collectors.joining(", "));

    assertThat(row(key.path()).get(STACKS))
        .isEqualTo(
            (names.isEmpty() ? "all" : names)
                + (everywhere.isEmpty() ? "" : "; " + everywhere + " on all"));
  }

  static Stream<Key<?, ?>> keysInJava() {
    return cacheKeys()
        .filter(key -> !List.of(CacheKeys.DYNAMIC, CacheKeys.OVERRIDE).contains(key.path()));
  }

  @ParameterizedTest
  @MethodSource("keysInJava")
  void tables_eachKeyOfACache_saysWhichMethodSaysItInJava(Key<?, ?> key) {
    String cell = row(key.path()).get(IN_JAVA);
    Class<?> group = cell.contains("l.") ? LoadSettings.class : WriteSettings.class;

    assertThat(names(EntresolConfiguration.class, EntresolConfiguration.Builder.class))
        .contains(cell.replaceFirst("`(\\w+).*", "$1"));
    assertThat(names(group))
        .containsAll(
            Pattern.compile("[lw]\\.(\\w+)")
                .matcher(cell)
                .results()
                .map(found -> found.group(1))
                .toList());
  }

  private static List<String> names(Class<?>... types) {
    return Stream.of(types)
        .flatMap(type -> Stream.of(type.getMethods()))
        .map(Method::getName)
        .toList();
  }

  @Test
  void examples_firstFileAndJava_describeTheSameCache(@TempDir Path directory) {
    EntresolConfiguration<String, Customer> inJava = inJava();

    EntresolConfiguration<?, ?> inFile =
        Objects.requireNonNull(
            new Fixture(directory)
                .load(examples("yaml").findFirst().orElseThrow())
                .namedCaches()
                .get("customers"));

    assertThat(inFile.getHeapBound()).isEqualTo(inJava.getHeapBound());
    assertThat(inFile)
        .usingRecursiveComparison()
        .comparingOnlyFields(
            "settings.keyType",
            "settings.valueType",
            "settings.storeByValue",
            "settings.statistics",
            "settings.management",
            "settings.readThrough",
            "settings.writeThrough",
            "settings.expiry",
            "settings.own")
        .isEqualTo(inJava);
  }

  private static EntresolConfiguration<String, Customer> inJava() {
    return EntresolConfiguration.builder(String.class, Customer.class)
        .stack(Stack.HEAP_REDIS)
        .heap(HeapBound.bytes(64 << 20))
        .maxStaleness(Duration.ofMinutes(1))
        .keepOnFailure(Duration.ofSeconds(2))
        .immutable(Money.class)
        .partitions(32)
        .version(3)
        .allow("com.acme.**", "org.example.Tag")
        .strict(true)
        .maxValueBytes(256 << 10)
        .compress(Compression.DEFLATE)
        .compressOver(4 << 10)
        .tagsExtractor(new Classes.InstanceOf<>(CustomerTags.class))
        .tagsOfKeySegments(":")
        .events(EventScope.CLUSTER)
        .auditSample(10)
        .onFailure(OnFailure.FAIL)
        .holdLease(Duration.ofSeconds(5))
        .holdWait(Duration.ofSeconds(2))
        .expiry(
            CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MINUTES, 10)))
        .storeByValue(false)
        .statistics(true)
        .management(true)
        .loader(CustomerLoader::new)
        .readThrough(true)
        .load(ManualTest::load)
        .loadBatch(500)
        .writer(CustomerWriter::new)
        .writeThrough(true)
        .write(ManualTest::write)
        .listener(
            new MutableCacheEntryListenerConfiguration<>(Audit::new, OnlyBig::new, true, true))
        .build();
  }

  private static LoadSettings load(LoadSettings l) {
    return l.guard(LoadGuard.CLUSTER)
        .waitTime(Duration.ofSeconds(3))
        .lease(Duration.ofSeconds(5))
        .refreshAhead(1.0)
        .staleWhileRevalidate(Duration.ofSeconds(30))
        .staleIfError(Duration.ofHours(1))
        .backoff(Duration.ofSeconds(2))
        .softTimeout(Duration.ofMillis(200))
        .hardTimeout(Duration.ofSeconds(5))
        .jitter(Jitter.share(0.1))
        .absent(Duration.ofSeconds(5))
        .snapshot(LoadSnapshot.POSTGRES);
  }

  private static WriteSettings write(WriteSettings w) {
    return w.mode(WriteMode.BEHIND)
        .delay(Duration.ofSeconds(5))
        .batch(500)
        .tries(5)
        .backoff(Duration.ofSeconds(2))
        .maxPending(10_000)
        .waitTime(Duration.ofSeconds(10))
        .lease(Duration.ofSeconds(5))
        .flushTimeout(Duration.ofMinutes(1))
        .warnAfter(Duration.ofSeconds(30));
  }

  @Test
  void examples_patterns_giveTheStatedBounds(@TempDir Path directory) {
    ManagerConfiguration read =
        new Fixture(directory).load(examples("yaml").skip(3).findFirst().orElseThrow());

    assertThat(
            Stream.of("page-home-de", "page-contact", "news")
                .map(name -> read.forCache(name, new MutableConfiguration<>()).getHeapBound()))
        .containsExactly(HeapBound.entries(20), HeapBound.entries(500), HeapBound.entries(1000));
  }

  @Test
  void examples_codecs_areThoseOfTheCaches(@TempDir Path directory) {
    ManagerConfiguration read =
        new Fixture(directory).load(examples("yaml").skip(2).findFirst().orElseThrow());

    assertThat(
            Stream.of("customers", "prices")
                .map(name -> Objects.requireNonNull(read.namedCaches().get(name)).getCodec())
                .map(String::valueOf))
        .containsExactly("json", "com.acme.MoneyCodec");
  }

  @Test
  void examples_redis_isHandedOn(@TempDir Path directory) {
    ManagerConfiguration read =
        new Fixture(directory).load(examples("yaml").skip(1).findFirst().orElseThrow());

    assertThat(Objects.requireNonNull(read.redis()).yaml())
        .contains("nodeAddresses: [ \"rediss://10.0.0.1:6379\"");
  }

  @Test
  void examples_properties_areAllowed(@TempDir Path directory) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(examples("properties").findFirst().orElseThrow()));

    ManagerConfiguration read = new Fixture(directory).load("", properties);

    assertThat(properties).hasSize(7);
    assertThat(read.namespace()).isEqualTo("shop");
    assertThat(read.redisTerms().commandTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(Objects.requireNonNull(read.redis()).yaml()).contains("redis://10.0.0.7:6379");
  }
}
