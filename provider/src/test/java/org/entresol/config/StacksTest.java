package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.EntresolConfiguration;
import org.entresol.EventScope;
import org.entresol.HeapBound;
import org.entresol.Stack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which stack a cache lies on, and which settings it may have there. */
@Tag("unit")
final class StacksTest {
  private static final String REDIS = "redis: { singleServerConfig: { address: 'redis://h:1' } }\n";
  private static final String BOTH = REDIS + "disk: { path: files }\n";
  private static final String LACKING =
      " needs Redis, and no redis section or redis:// URI names one; allowed: heap;"
          + " with one and the dependency org.entresol:entresol-redis also heap+redis, redis";

  private final Fixture fixture;

  StacksTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private EntresolConfiguration<?, ?> cache(String text) {
    return Objects.requireNonNull(fixture.load(text).namedCaches().get("c"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false | caches: { c: }                                                       | HEAP
          true  | caches: { c: }                                                       | HEAP_REDIS
          true  | defaults: { stack: redis }; caches: { c: }                           | REDIS
          true  | defaults: { stack: redis }; caches: { c: { stack: heap } }           | HEAP
          true  | caches: { '*': { stack: redis }, c: }                                | REDIS
          true  | caches: { '*': { stack: redis }, c: { stack: heap+redis } }          | HEAP_REDIS
          """)
  void stack_saidOrNot_isTheMostSpecialOrTheDefault(boolean redis, String text, Stack stack) {
    EntresolConfiguration<?, ?> cache = cache((redis ? REDIS : "") + text.replace("; ", "\n"));

    assertThat(cache.getStack()).isEqualTo(stack);
    assertThat(cache.isStackChosen()).isTrue();
  }

  @Test
  void defaultStack_saidInDefaults_isThat() {
    assertThat(fixture.load(REDIS + "defaults: { stack: redis }").defaultStack())
        .isEqualTo(Stack.REDIS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          caches: { c: { stack: redis } }      | 1:23: caches.c.stack: "redis"
          caches: { '*': { stack: redis } }    | 1:25: caches.*.stack: "redis"
          defaults: { stack: heap+redis }      | 1:20: defaults.stack: "heap+redis"
          """)
  void stack_withRedisWhereThereIsNone_failsWithThePlace(String text, String place) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load(text))
        .withMessage(fixture.place(place + LACKING));
  }

  @Test
  void stack_withRedisInAPropertyWhereThereIsNone_failsWithTheProperty() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> fixture.load("", Fixture.properties("entresol.defaults.stack", "heap+redis")))
        .withMessage("property entresol.defaults.stack: \"heap+redis\"" + LACKING);
  }

  @Test
  void stack_withRedisInJavaWhereThereIsNone_failsWithTheCache() {
    ManagerConfiguration read = fixture.load("");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read.forCache("c", onStack(Stack.REDIS).build()))
        .withMessage("the cache \"c\": the stack \"redis\"" + LACKING);
  }

  private static EntresolConfiguration.Builder<Object, Object> onStack(Stack stack) {
    return EntresolConfiguration.builder(Object.class, Object.class).stack(stack);
  }

  @Test
  void load_settingsOfTheManager_areSaid() {
    ManagerConfiguration read =
        fixture.load(
            "command-timeout: 250ms\nbreaker: { failures: 7, pause: 2m }\nconnect-timeout: 2s\nstart: lazy");

    assertThat(read.redisTerms())
        .isEqualTo(
            new RedisTerms(
                Duration.ofMillis(250),
                7,
                Duration.ofMinutes(2),
                Duration.ofSeconds(2),
                Start.LAZY));
  }

  @Test
  void load_directory_isTheDefaultAuthorityAndAbsolute() {
    ManagerConfiguration read =
        fixture.load("disk: { path: some/../files, shards: 2, synchronous: full }");

    DiskSection disk = Objects.requireNonNull(read.disk());
    assertThat(disk.path()).isEqualTo(Path.of("files").toAbsolutePath());
    assertThat(disk.shards()).isEqualTo(2);
    assertThat(disk.synchronous()).isEqualTo(Synchronous.FULL);
    assertThat(disk.maxBytes()).isEqualTo(1L << 30);
    assertThat(disk.eviction()).isEqualTo(DiskEviction.LEAST_RECENTLY_USED);
    assertThat(read.defaultStack()).isEqualTo(Stack.HEAP_DISK);
    assertThat(fixture.load(BOTH).defaultStack()).isEqualTo(Stack.HEAP_REDIS);
  }

  @Test
  void load_boundOfADirectory_isInBytesAndItsEvictionAWord() {
    ManagerConfiguration read =
        fixture.load(
            "disk: { path: files, max-bytes: 1MB, eviction: least-frequently-used }",
            Fixture.properties("entresol.disk.max-bytes", "2MB"));

    DiskSection disk = Objects.requireNonNull(read.disk());
    assertThat(disk.maxBytes()).isEqualTo(2L << 20);
    assertThat(disk.eviction()).isEqualTo(DiskEviction.LEAST_FREQUENTLY_USED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "disk: { path: 'a?b' } | disk.path: \"a?b\" has a question mark",
        "disk: { path: '' } | disk.path: \"\" is not allowed",
        "disk: { path: a, shards: 65 } | disk.shards: \"65\"",
        "disk: { path: a, max-bytes: 1000KB } | disk.max-bytes: \"1000KB\" is too small; allowed: a number of bytes from 1MB on",
        "disk: { path: a, eviction: none, max-bytes: 2MB } | disk.max-bytes: is not allowed with disk.eviction: none",
        "disk: { eviction: none } | disk.eviction: is not allowed without disk.path",
        "disk: { shards: 2 } | disk.shards: is not allowed without disk.path",
        "defaults: { stack: disk } | needs a directory, and no disk.path names one"
      })
  void load_impossibleDirectory_isRefused(String text, String reason) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load(text))
        .withMessageContaining(reason);
  }

  @Test
  void load_settingsOfTheManagerInProperties_replaceThose() {
    ManagerConfiguration read =
        fixture.load(
            "command-timeout: 250ms\nbreaker: { failures: 7 }",
            Fixture.properties("entresol.command-timeout", "1s", "entresol.breaker.pause", "3s"));

    assertThat(read.redisTerms())
        .isEqualTo(
            new RedisTerms(
                Duration.ofSeconds(1),
                7,
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Start.REQUIRED));
  }

  private static Stream<Arguments> settings() {
    return Stream.of(
            "heap: { max-entries: 5 } | heap.max-entries | \"5\" | heap, heap+redis, heap+disk",
            "heap: { max-bytes: 5 } | heap.max-bytes | \"5\" | heap, heap+redis, heap+disk",
            "heap: { max-staleness: 5s } | heap.max-staleness | \"5s\" | heap+redis",
            "heap: { keep-on-failure: 5s } | heap.keep-on-failure | \"5s\" | heap+redis",
            "partitions: 5 | partitions | \"5\" | heap+redis, redis, heap+disk, disk",
            "allow: [a.b] | allow | a list | heap+redis, redis, heap+disk, disk",
            "presets: none | presets | \"none\" | heap+redis, redis, heap+disk, disk",
            "keys: { ignore: [a.b] } | keys.ignore | a list | heap+redis, redis, heap+disk, disk",
            "strict: false | strict | \"false\" | heap+redis, redis, heap+disk, disk",
            "events: cluster | events | \"cluster\" | heap+redis, redis",
            "on-failure: degrade | on-failure | \"degrade\" | heap+redis",
            "hold: { lease: 5s } | hold.lease | \"5s\" | heap+redis, redis, heap+disk, disk",
            "hold: { wait: 5s } | hold.wait | \"5s\" | heap+redis, redis, heap+disk, disk",
            "load: { guard: cluster } | load.guard | \"cluster\" | heap+redis, redis, heap+disk, disk",
            "load: { wait: 5s } | load.wait | \"5s\" | heap+redis, redis, heap+disk, disk",
            "load: { lease: 5s } | load.lease | \"5s\" | heap+redis, redis, heap+disk, disk",
            "write: { lease: 5s } | write.lease | \"5s\" | heap+redis, redis, heap+disk, disk",
            "write: { ordering: cluster } | write.ordering | \"cluster\" | heap+redis, redis, heap+disk, disk",
            "store-by-value: false | store-by-value | \"false\" | heap, heap+redis, heap+disk")
        .flatMap(line -> Stream.of(Stack.values()).map(stack -> Arguments.of(stack, line)));
  }

  /** The file and the builder agree on what a stack has. */
  @ParameterizedTest
  @MethodSource("settings")
  void load_settingOnEachStack_failsWhereTheStackLacksIt(Stack stack, String row) {
    String[] cells = row.split(" \\| ", -1);
    String file =
        BOTH + "caches:\n  c:\n    stack: " + stack.configName() + "\n    " + cells[0] + "\n";
    boolean fits = List.of(cells[3].split(", ", -1)).contains(stack.configName());

    if (fits) {
      assertThat(cache(file).getStack()).isEqualTo(stack);
    } else {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> fixture.load(file))
          .withMessageStartingWith(fixture.place("6:"))
          .withMessageContaining(": caches.c.%s: %s makes no sense", cells[1], cells[2])
          .withMessageEndingWith(
              "for the cache \"c\" on the stack %s; allowed: on %s", stack.configName(), cells[3]);
      ManagerConfiguration free =
          fixture.load(BOTH + "defaults:\n  " + cells[0] + "\ncaches:\n  c: { stack: heap+redis }");
      EntresolConfiguration<?, ?> said = Objects.requireNonNull(free.namedCaches().get("c"));
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> said.toBuilder().stack(stack).build())
          .withMessage(
              "%s is not allowed on the stack %s; allowed: on %s",
              inJava(cells), stack.configName(), cells[3]);
    }
  }

  private static String inJava(String[] cells) {
    String value = cells[2].replace("\"", "");
    return cells[1]
        + ": "
        + (value.equals("5s") ? "5 seconds" : value.equals("a list") ? "[a.b]" : value);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void load_settingInDefaults_isPassedOverWhereTheStackLacksIt(Stack stack, String row) {
    String[] cells = row.split(" \\| ", -1);

    assertThat(
            cache(
                    BOTH
                        + "defaults:\n  "
                        + cells[0]
                        + "\ncaches:\n  c: { stack: "
                        + stack.configName()
                        + " }")
                .getStack())
        .isEqualTo(stack);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          events: local            | heap
          on-failure: fail         | redis
          on-failure: fail         | heap
          write: { ordering: node } | heap
          store-by-value: true     | redis
          """)
  void load_valueThatHoldsOnAllStacks_isAllowed(String line, String stack) {
    assertThat(cache(REDIS + "caches:\n  c: { stack: " + stack + ", " + line + " }").getStack())
        .isEqualTo(Stack.named(stack));
  }

  @Test
  void load_specialSectionChoosesTheStack_silencesMoreGeneralOnes() {
    EntresolConfiguration<?, ?> cache =
        cache(
            REDIS
                + """
                caches:
                  "*": { stack: heap+redis, events: cluster, load: { batch: 5 } }
                  c: { stack: heap, heap: { max-entries: 7 } }
                """);

    assertThat(cache)
        .isEqualTo(onStack(Stack.HEAP).loadBatch(5).heap(HeapBound.entries(7)).build());
  }

  @Test
  void load_specialSectionWithoutTheStack_failsOnThatOfTheGeneralOne() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                fixture.load(REDIS + "caches:\n  '*': { stack: heap }\n  c: { events: cluster }\n"))
        .withMessage(
            fixture.place(
                "4:16: caches.c.events: \"cluster\" makes no sense for the cache \"c\" on the stack"
                    + " heap; allowed: on heap+redis, redis"));
  }

  @Test
  void forCache_stackSaidInJava_silencesTheFile() {
    ManagerConfiguration read =
        fixture.load(
            REDIS
                + "caches: { '*': { stack: heap+redis, heap: { max-staleness: 5s }, strict: true }"
                + " }");

    assertThat(read.forCache("c", onStack(Stack.REDIS).build()))
        .isEqualTo(onStack(Stack.REDIS).strict(true).build());
    assertThat(read.forCache("c", onStack(Stack.HEAP).build()))
        .isEqualTo(onStack(Stack.HEAP).build());
  }

  @Test
  void forCache_stackOfTheFileLacksWhatIsSaidInJava_fails() {
    ManagerConfiguration read = fixture.load("");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                read.forCache(
                    "c",
                    EntresolConfiguration.builder(Object.class, Object.class)
                        .events(EventScope.CLUSTER)
                        .build()))
        .withMessageStartingWith("events: cluster is not allowed on the stack heap");
  }

  @Test
  void forCache_byReferenceOnRedisOfTheFile_isNotSupported() {
    ManagerConfiguration read = fixture.load(REDIS + "defaults: { stack: redis }");
    MutableConfiguration<Object, Object> byReference =
        new MutableConfiguration<>().setStoreByValue(false);

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> read.forCache("c", byReference))
        .withMessageStartingWith("store-by-value: false is not allowed on the stack redis");
  }
}
