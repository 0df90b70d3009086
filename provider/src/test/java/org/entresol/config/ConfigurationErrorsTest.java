package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.event.CacheEntryListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message names file, line, column, key, value and what is allowed. */
@Tag("unit")
final class ConfigurationErrorsTest {
  private static final String CLASS = "the full name of a class that implements javax.cache.";
  private static final String SPAN =
      "a number with its unit (ms, s, m, h or d), such as 10s, from ";
  private static final Map<String, String> ALLOWED =
      Map.ofEntries(
          Map.entry(
              "CACHE KEYS",
              "key, value, dynamic, override, stack, heap, immutable, partitions, version, allow,"
                  + " presets, keys, renamed, strict, max-value-bytes, codec, compress, encrypt, tags, events, audit, on-failure, hold, processors, expiry,"
                  + " store-by-value, statistics, management, listeners, load, write"),
          Map.entry(
              "TOP KEYS",
              "namespace, packages, command-timeout, breaker, connect-timeout, start, disk, postgres,"
                  + " redis, defaults, caches, routes"),
          Map.entry(
              "DEFAULT KEYS",
              "override, stack, heap, immutable, partitions, version, allow, presets, keys,"
                  + " renamed, strict, max-value-bytes, codec, compress, encrypt, tags, events, audit, on-failure, hold, processors, expiry,"
                  + " store-by-value, statistics, management, listeners, load, write"),
          Map.entry("HEAP KEYS", "max-entries, max-bytes, max-staleness, keep-on-failure"),
          Map.entry(
              "LOAD KEYS",
              "loader, read-through, batch, guard, wait, lease, refresh-ahead, refresh-after,"
                  + " stale-while-revalidate, stale-if-error, backoff, soft-timeout, hard-timeout,"
                  + " jitter, absent, snapshot"),
          Map.entry("BETAS", "a number from 0 to 100, such as 1.0"),
          Map.entry("SHARES", "a percentage from 1% to 99%, such as 80%"),
          Map.entry(
              "JITTERS", "a percentage from 0% to 50%, such as 10%, or " + SPAN + "0s to 36500d"),
          Map.entry("PARTITIONS", "a whole number from 1 to 16384"),
          Map.entry("SPANS", SPAN + "1ms to 36500d"),
          Map.entry("SPANS OR NONE", SPAN + "0s to 36500d"),
          Map.entry("LEASES", SPAN + "100ms to 36500d"),
          Map.entry(
              "PATTERNS",
              "the full name of a class, or a package with .* (its classes) or .** (those below it"
                  + " too), or one of spring, spring-security, hibernate, camel, bucket4j, shiro,"
                  + " resilience4j, jcache-annotations, micronaut"),
          Map.entry("COUNTS", "a whole number from 1 on"),
          Map.entry("BATCHES", "a whole number from 1 to 2147483647"),
          Map.entry("SIZES", "a number of bytes from 1 on, plain or in KB, MB or GB, such as 64MB"),
          Map.entry(
              "TIMES", "a number with its unit (ms, s, m, h or d), such as 10m, at most 36500d"),
          Map.entry(
              "EXPIRIES",
              "eternal, or a section with one of created, modified, accessed, touched, policy, or"
                  + " with accessed and one of created, modified"),
          Map.entry("TYPES", "the full name of a class, such as java.lang.String or byte[]"),
          Map.entry("POLICIES", CLASS + "expiry.ExpiryPolicy"),
          Map.entry("LOADERS", CLASS + "integration.CacheLoader"),
          Map.entry("WRITERS", CLASS + "integration.CacheWriter"),
          Map.entry("LISTENERS", CLASS + "event.CacheEntryListener"),
          Map.entry("FILTERS", CLASS + "event.CacheEntryEventFilter"),
          Map.entry(
              "LISTENER SECTIONS",
              "a section with listener, filter, synchronous, old-value-required"));

  private final Fixture fixture;

  ConfigurationErrorsTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private void assertFails(String text, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load(text))
        .withMessage("%s", fixture.place(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          heap: { max-entries: 0 }      | 26 | heap.max-entries: "0" is too small                    | COUNTS
          heap: { max-entries: -1 }     | 26 | heap.max-entries: "-1" is not allowed                 | COUNTS
          heap: { max-entries: many }   | 26 | heap.max-entries: "many" is not allowed               | COUNTS
          heap: { max-entries: 1.5 }    | 26 | heap.max-entries: "1.5" is not allowed                | COUNTS
          heap: { max-entries: 5k }     | 26 | heap.max-entries: "5k" has the unknown unit "k"       | COUNTS
          heap: { max-entries: }        | 25 | heap.max-entries: nothing is not allowed              | COUNTS
          heap: { max-entries: [5] }    | 26 | heap.max-entries: a list is not allowed               | COUNTS
          heap: { max-entries: {a: 5} } | 26 | heap.max-entries: a section is not allowed            | COUNTS
          heap: { max-entries: 9999999999999999999 } | 26 | heap.max-entries: "9999999999999999999" is too large | COUNTS
          heap: { max-bytes: 0MB }      | 24 | heap.max-bytes: "0MB" is too small                    | SIZES
          heap: { max-bytes: 64XB }     | 24 | heap.max-bytes: "64XB" has the unknown unit "XB"      | SIZES
          heap: { max-bytes: 64mb }     | 24 | heap.max-bytes: "64mb" has the unknown unit "mb"      | SIZES
          heap: { max-bytes: 64 MB }    | 24 | heap.max-bytes: "64 MB" is not allowed                | SIZES
          heap: { max-bytes: 99999999999GB } | 24 | heap.max-bytes: "99999999999GB" is too large     | SIZES
          heap: 500                     | 11 | heap: "500" is not allowed                            | a section with HEAP KEYS
          heap: [500]                   | 11 | heap: a list is not allowed                           | a section with HEAP KEYS
          expiry: { created: 10 }       | 24 | expiry.created: "10" has no unit                      | TIMES
          expiry: { created: 10min }    | 24 | expiry.created: "10min" has the unknown unit "min"    | TIMES
          expiry: { created: 1h30m }    | 24 | expiry.created: "1h30m" is not allowed                | TIMES
          expiry: { created: -1s }      | 24 | expiry.created: "-1s" is not allowed                  | TIMES
          expiry: { touched: 36501d }   | 24 | expiry.touched: "36501d" is too long                  | TIMES
          expiry: never                 | 13 | expiry: "never" is not allowed                        | EXPIRIES
          expiry:                       | 12 | expiry: nothing is not allowed                        | EXPIRIES
          expiry: [eternal]             | 13 | expiry: a list is not allowed                         | EXPIRIES
          heap: { max-staleness: 0s }   | 28 | heap.max-staleness: "0s" is too short                 | SPANS
          heap: { max-staleness: 30 }   | 28 | heap.max-staleness: "30" has no unit                  | SPANS
          heap: { keep-on-failure: -1s } | 30 | heap.keep-on-failure: "-1s" is not allowed           | SPANS OR NONE
          heap: { keep-on-failure: 36501d } | 30 | heap.keep-on-failure: "36501d" is too long        | SPANS OR NONE
          heap: { keep-on-failure: 876001h } | 30 | heap.keep-on-failure: "876001h" is too long      | SPANS OR NONE
          partitions: 0                 | 17 | partitions: "0" is too small                          | PARTITIONS
          partitions: 16385             | 17 | partitions: "16385" is too large                      | PARTITIONS
          allow: com.acme.**            | 12 | allow: "com.acme.**" is not allowed                   | a list, each item PATTERNS
          allow: [com.acme.M*]          | 13 | allow[0]: "com.acme.M*" is not allowed                | PATTERNS
          allow: [com.acme.*, com.acme.*] | 25 | allow[1]: "com.acme.*" is there already             | each item once
          strict: maybe                 | 13 | strict: "maybe" is not allowed                        | false, true
          events: all                   | 13 | events: "all" is not allowed                          | cluster, local
          on-failure: throw             | 17 | on-failure: "throw" is not allowed                    | degrade, fail, miss
          hold: 5s                      | 11 | hold: "5s" is not allowed                             | a section with lease, wait
          hold: { lease: 99ms }         | 20 | hold.lease: "99ms" is too short                       | LEASES
          hold: { wait: long }          | 19 | hold.wait: "long" is not allowed                      | SPANS OR NONE
          write: { ordering: none }     | 24 | write.ordering: "none" is not allowed                 | cluster, node
          stack: tape                   | 12 | stack: "tape" is not allowed                          | disk, heap, heap+disk, heap+redis, redis
          store-by-value: yes           | 21 | store-by-value: "yes" is not allowed                  | false, true
          statistics: 1                 | 17 | statistics: "1" is not allowed                        | false, true
          management: True              | 17 | management: "True" is not allowed                     | false, true
          load: { batch: 0 }            | 20 | load.batch: "0" is too small                          | BATCHES
          load: { batch: 2147483648 }   | 20 | load.batch: "2147483648" is too large                 | BATCHES
          load: [x]                     | 11 | load: a list is not allowed                           | a section with LOAD KEYS
          load: { guard: all }          | 20 | load.guard: "all" is not allowed                      | cluster, node, none
          load: { wait: -1s }           | 19 | load.wait: "-1s" is not allowed                       | SPANS OR NONE
          load: { lease: 99ms }         | 20 | load.lease: "99ms" is too short                       | LEASES
          load: { refresh-ahead: -1 }   | 28 | load.refresh-ahead: "-1" is not allowed               | BETAS
          load: { refresh-ahead: 1e1 }  | 28 | load.refresh-ahead: "1e1" is not allowed              | BETAS
          load: { refresh-ahead: 10% }  | 28 | load.refresh-ahead: "10%" is not allowed              | BETAS
          load: { refresh-ahead: 100.1 } | 28 | load.refresh-ahead: "100.1" is too large             | BETAS
          load: { refresh-after: 0% }   | 28 | load.refresh-after: "0%" is too small                 | SHARES
          load: { refresh-after: 100% } | 28 | load.refresh-after: "100%" is too large               | SHARES
          load: { refresh-after: 80 }   | 28 | load.refresh-after: "80" has no unit                  | SHARES
          load: { refresh-after: 0.8 }  | 28 | load.refresh-after: "0.8" is not allowed              | SHARES
          load: { refresh-after: 80s }  | 28 | load.refresh-after: "80s" has the unknown unit "s"    | SHARES
          load: { stale-while-revalidate: 5 } | 37 | load.stale-while-revalidate: "5" has no unit    | SPANS OR NONE
          load: { stale-if-error: 36501d } | 29 | load.stale-if-error: "36501d" is too long          | SPANS OR NONE
          load: { backoff: 0s }         | 22 | load.backoff: "0s" is too short                       | SPANS
          load: { soft-timeout: soon }  | 27 | load.soft-timeout: "soon" is not allowed              | SPANS OR NONE
          load: { hard-timeout: }       | 26 | load.hard-timeout: nothing is not allowed             | SPANS OR NONE
          load: { jitter: 51% }         | 21 | load.jitter: "51%" is too large                       | JITTERS
          load: { jitter: 0.1 }         | 21 | load.jitter: "0.1" is not allowed                     | JITTERS
          load: { jitter: 10 }          | 21 | load.jitter: "10" has no unit                         | JITTERS
          load: { jitter: 36501d }      | 21 | load.jitter: "36501d" is too long                     | JITTERS
          load: { absent: -5s }         | 21 | load.absent: "-5s" is not allowed                     | SPANS OR NONE
          write: { mode: around }       | 20 | write.mode: "around" is not allowed                   | behind, through
          write: { delay: -1s }         | 21 | write.delay: "-1s" is not allowed                     | SPANS OR NONE
          write: { batch: 0 }           | 21 | write.batch: "0" is too small                         | a whole number from 1 to 10000
          write: { batch: 10001 }       | 21 | write.batch: "10001" is too large                     | a whole number from 1 to 10000
          write: { tries: 0 }           | 21 | write.tries: "0" is too small                         | a whole number from 1 to 250
          write: { tries: 251 }         | 21 | write.tries: "251" is too large                       | a whole number from 1 to 250
          write: { backoff: 0s }        | 23 | write.backoff: "0s" is too short                      | SPANS
          write: { max-pending: 0 }     | 27 | write.max-pending: "0" is too small                   | a whole number from 1 to 100000000
          write: { max-pending: 100_000_001 } | 27 | write.max-pending: "100_000_001" is too large   | a whole number from 1 to 100000000
          write: { wait: 36501d }       | 20 | write.wait: "36501d" is too long                      | SPANS OR NONE
          write: { lease: 99ms }        | 21 | write.lease: "99ms" is too short                      | LEASES
          write: { flush-timeout: 5 }   | 29 | write.flush-timeout: "5" has no unit                  | SPANS OR NONE
          write: { warn-after: 0s }     | 26 | write.warn-after: "0s" is too short                   | SPANS
          key: String                   | 10 | key: "String" is not found by the class loader of the manager | TYPES
          value: com.acme.Nobody[]      | 12 | value: "com.acme.Nobody[]" is not found by the class loader of the manager | TYPES
          value: int                    | 12 | value: "int" is not found by the class loader of the manager | TYPES
          renamed: com.acme.Money       | 14 | renamed: "com.acme.Money" is not allowed | a section, each key the full name that a class had, such as com.acme.Old, each value the full name of a class, such as java.lang.String or byte[]
          renamed: { a-b: com.acme.Money } | 16 | renamed.a-b: "a-b" is not allowed | the full name that a class had, such as com.acme.Old
          renamed: { a.B: com.acme.Mony } | 21 | renamed.a.B: "com.acme.Mony" is not found by the class loader of the manager | TYPES
          immutable: com.acme.Money     | 16 | immutable: "com.acme.Money" is not allowed            | a list, each item TYPES
          immutable: [com.acme.Mony]    | 17 | immutable[0]: "com.acme.Mony" is not found by the class loader of the manager | TYPES
          immutable: [com.acme.Money, com.acme.Money] | 33 | immutable[1]: "com.acme.Money" is there already | each item once
          load: { loader: com.acme.L }  | 21 | load.loader: "com.acme.L" is not found by the class loader of the manager | LOADERS
          load: { loader: com.acme.Audit } | 21 | load.loader: "com.acme.Audit" does not implement javax.cache.integration.CacheLoader | LOADERS
          write: { writer: com.acme.Audit } | 22 | write.writer: "com.acme.Audit" does not implement javax.cache.integration.CacheWriter | WRITERS
          expiry: { policy: com.acme.Audit } | 23 | expiry.policy: "com.acme.Audit" does not implement javax.cache.expiry.ExpiryPolicy | POLICIES
          expiry: { policy: javax.cache.expiry.ExpiryPolicy } | 23 | expiry.policy: "javax.cache.expiry.ExpiryPolicy" is abstract | POLICIES
          expiry: { policy: javax.cache.expiry.CreatedExpiryPolicy } | 23 | expiry.policy: "javax.cache.expiry.CreatedExpiryPolicy" has no public constructor without parameters | POLICIES
          listeners: [{listener: org.entresol.config.ConfigurationErrorsTest$Hidden}] | 28 | listeners[0].listener: "org.entresol.config.ConfigurationErrorsTest$Hidden" is not public | LISTENERS
          listeners: com.acme.Audit     | 16 | listeners: "com.acme.Audit" is not allowed            | a list, each item LISTENER SECTIONS
          listeners: [com.acme.Audit]   | 17 | listeners[0]: "com.acme.Audit" is not allowed         | LISTENER SECTIONS
          listeners: [{filter: com.acme.OnlyBig}] | 17 | listeners[0]: a section has no listener     | a section with listener at least
          listeners: [{listener: com.acme.OnlyBig}] | 28 | listeners[0].listener: "com.acme.OnlyBig" does not implement javax.cache.event.CacheEntryListener | LISTENERS
          listeners: [{filter: com.acme.Audit}] | 26 | listeners[0].filter: "com.acme.Audit" does not implement javax.cache.event.CacheEntryEventFilter | FILTERS
          listeners: [{synchronous: 1}] | 31 | listeners[0].synchronous: "1" is not allowed          | false, true
          listeners: [{old-value-required: 1}] | 38 | listeners[0].old-value-required: "1" is not allowed | false, true
          listeners: [{listener: com.acme.Audit}, {listener: com.acme.Audit}] | 45 | listeners[1]: a section is there already | each item once
          """)
  void load_valueNotAllowed_failsWithPlaceAndAllowedValues(
      String line, int column, String problem, String allowed) {
    assertFails(
        "caches:\n  c:\n    " + line,
        "3:" + column + ": caches.c." + problem + "; allowed: " + inFull(allowed));
  }

  private static String inFull(String allowed) {
    String prefix =
        Stream.of("a list, each item ", "a section with ")
            .filter(allowed::startsWith)
            .findFirst()
            .orElse("");
    String item = allowed.substring(prefix.length());
    return prefix + ALLOWED.getOrDefault(item, item);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          expire: { created: 10m }     |  5 | expire                 | CACHE KEYS
          heap: { max-entry: 5 }       | 13 | heap.max-entry         | HEAP KEYS
          hold: { time: 5s }           | 13 | hold.time              | lease, wait
          heap.max-entries: 5          |  5 | heap.max-entries       | CACHE KEYS
          `"": { stack: heap }`        |  5 |                        | CACHE KEYS
          expiry: { create: 10m }      | 15 | expiry.create          | created, modified, accessed, touched, policy
          load: { guards: cluster }    | 13 | load.guards            | LOAD KEYS
          write: { delays: 1s }        | 14 | write.delays           | writer, write-through, mode, ordering, delay, batch, tries, backoff, max-pending, wait, lease, flush-timeout, warn-after
          listeners: [ { class: x } ]  | 20 | listeners[0].class     | listener, filter, synchronous, old-value-required
          <<: { stack: heap }          |  5 | <<                     | CACHE KEYS
          """)
  void load_unknownKey_failsWithPlaceAndAllowedKeys(
      String line, int column, String key, String allowed) {
    assertFails(
        "caches:\n  c:\n    " + line,
        "3:%d: caches.c.%s: unknown key; allowed: %s"
            .formatted(column, key == null ? "" : key, inFull(allowed)));
  }

  @Test
  void load_unknownKeyAtTheTop_failsWithTheTopKeys() {
    assertFails(
        "namespace: shop\nreddis: {}", "2:1: reddis: unknown key; allowed: " + inFull("TOP KEYS"));
  }

  @Test
  void load_typeInDefaults_failsAsUnknownKey() {
    assertFails(
        "defaults:\n  key: java.lang.String",
        "2:3: defaults.key: unknown key; allowed: " + inFull("DEFAULT KEYS"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          caches: [c]        | 1:9: caches: a list is not allowed; allowed: a section of names, each followed by a section with CACHE KEYS
          caches: { c: 5 }   | 1:14: caches.c: "5" is not allowed; allowed: a section with CACHE KEYS
          defaults: heap     | 1:11: defaults: "heap" is not allowed; allowed: a section with DEFAULT KEYS
          just a text        | 1:1: "just a text" is not allowed; allowed: a section with TOP KEYS
          [a, b]             | 1:1: a list is not allowed; allowed: a section with TOP KEYS
          namespace: a b     | 1:12: namespace: "a b" is not allowed; allowed: letters, digits, dots, dashes and underscores
          command-timeout: 0s | 1:18: command-timeout: "0s" is too short; allowed: SPANS
          start: maybe | 1:8: start: "maybe" is not allowed; allowed: lazy, required
          breaker: { failures: 0 } | 1:22: breaker.failures: "0" is too small; allowed: BATCHES
          breaker: { pause: 5 } | 1:19: breaker.pause: "5" has no unit; allowed: SPANS
          breaker: { delay: 5s } | 1:12: breaker.delay: unknown key; allowed: failures, pause
          namespace:         | 1:11: namespace: nothing is not allowed; allowed: letters, digits, dots, dashes and underscores
          """)
  void load_fileOfAnotherForm_failsWithPlaceAndAllowedForm(String text, String message) {
    String inFull = message;
    for (Map.Entry<String, String> allowed : ALLOWED.entrySet()) {
      inFull = inFull.replace(allowed.getKey(), allowed.getValue());
    }
    assertFails(text, inFull);
  }

  @Test
  void load_bothBounds_failsWithBothPlaces() {
    assertFails(
        "caches:\n  c:\n    heap:\n      max-entries: 5\n      max-bytes: 64MB",
        "5:18: caches.c.heap.max-bytes: is not allowed together with "
            + fixture.place("4:20:")
            + " caches.c.heap.max-entries; allowed: one of them");
  }

  @Test
  void load_twoExpiries_failsWithBothPlaces() {
    assertFails(
        "defaults:\n  expiry: { created: 1s, touched: 2s }",
        "2:35: defaults.expiry.touched: is not allowed together with "
            + fixture.place("2:22:")
            + " defaults.expiry.created; allowed: one of them");
  }

  @Test
  void load_modeAndWriteThrough_failsWithBothPlaces() {
    assertFails(
        "defaults:\n  write: { write-through: true, mode: through }",
        "2:39: defaults.write.mode: is not allowed together with "
            + fixture.place("2:27:")
            + " defaults.write.write-through; allowed: one of them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          load: { read-through: true }   | 27 | load.read-through   | load.loader
          write: { write-through: true } | 29 | write.write-through | write.writer
          write: { mode: through }       | 20 | write.mode          | write.writer
          write: { mode: behind }        | 20 | write.mode          | write.writer
          """)
  void load_switchWithoutWhatItNeeds_failsWithCacheAndNeed(
      String line, int column, String key, String need) {
    assertFails(
        "caches:\n  c:\n    " + line,
        "3:%d: caches.c.%s: is on, but the cache \"c\" has no %s; allowed: on with %s"
            .formatted(column, key, need, need));
  }

  @Test
  void load_duplicateKey_failsWithTheSecond() {
    assertFails(
        "caches:\n  c: { stack: heap }\n  d:\n  c:",
        "4:3: caches.c: the key is there already; allowed: each key once");
  }

  @Test
  void load_keyIsAList_failsWithItsPlace() {
    assertFails("caches:\n  ? [a]\n  : {}", "2:5: caches: the key is a list; allowed: a text");
  }

  @Test
  void load_brokenYaml_failsWithThePlaceOfTheProblem() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load("caches:\n  c: { stack: heap"))
        .withMessageStartingWith(fixture.place("2:19: not plain YAML: "));
  }

  @Test
  void load_twoDocuments_fails() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fixture.load("namespace: a\n---\nnamespace: b"))
        .withMessageContaining("entresol.yaml:2:1: not plain YAML: expected a single document");
  }

  /** A listener that nobody outside can make. */
  static final class Hidden implements CacheEntryListener<Object, Object> {}
}
