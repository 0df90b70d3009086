package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several sections a cache takes a setting from. */
@Tag("unit")
final class PrecedenceTest {
  private final Fixture fixture;

  PrecedenceTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private EntresolConfiguration<Object, Object> cache(String text, String name) {
    return fixture.load(text).forCache(name, new MutableConfiguration<>());
  }

  @ParameterizedTest
  @CsvSource({
    "page-home-de, 20, 50",
    "page-contact, 500, 50",
    "page-home, 7, 50",
    "news, 1000, 1000"
  })
  void forCache_sectionsThatFit_areLaidFromGeneralToSpecial(String name, long entries, int batch) {
    EntresolConfiguration<?, ?> cache =
        cache(
            """
            caches:
              page-home:     { heap: { max-entries: 7 } }
              "page-home-*": { heap: { max-entries: 20 } }
              "page-*":      { heap: { max-entries: 500 }, load: { batch: 50 } }
            defaults: { heap: { max-entries: 1000 } }
            """,
            name);

    assertThat(cache.getHeapBound()).isEqualTo(HeapBound.entries(entries));
    assertThat(cache.getLoadBatch()).isEqualTo(batch);
  }

  @ParameterizedTest
  @CsvSource({"a*c, a*b, 2", "a*b, a*c, 2", "a*bc, a*c, 1"})
  void forCache_equallySpecialPatterns_takesTheLaterOne(String first, String second, int batch) {
    String text =
        "caches:\n  %s*: { load: { batch: 1 } }\n  %s*: { load: { batch: 2 } }"
            .formatted(first, second);

    assertThat(cache(text, "a-bcbc").getLoadBatch()).isEqualTo(batch);
  }

  @Test
  void forCache_otherMeasureInSpecialSection_replacesTheBound() {
    String text =
        """
        defaults: { heap: { max-entries: 1000 } }
        caches: { "a*": { heap: { max-bytes: 1MB } } }
        """;

    assertThat(cache(text, "a").getHeapBound()).isEqualTo(HeapBound.bytes(1 << 20));
  }

  @Test
  void forCache_emptyListInSpecialSection_replacesTheList() {
    String text =
        """
        defaults: { immutable: [com.acme.Money] }
        caches: { "a*": { immutable: [] } }
        """;

    assertThat(cache(text, "a").getImmutableTypes()).isEmpty();
    assertThat(cache(text, "b").getImmutableTypes()).containsExactly("com.acme.Money");
  }

  @Test
  void namedCaches_patternsFitThem_takeTypesAndSwitchesFromThere() {
    EntresolConfiguration<?, ?> cache =
        fixture
            .load(
                """
                caches:
                  "user-*":
                    key: java.lang.Long
                    load: { loader: com.acme.CustomerLoader }
                  user-by-id:
                    value: com.acme.Customer
                    load: { read-through: true }
                """)
            .namedCaches()
            .get("user-by-id");

    assertThat(cache)
        .extracting("keyType", "valueType", "readThrough")
        .containsExactly(Long.class, com.acme.Customer.class, true);
  }

  @Test
  void namedCaches_namesAndPatterns_areTheNamesInTheOrderOfTheFile() {
    assertThat(fixture.load("caches: { z: , 'y*': , a: , m: }").namedCaches())
        .containsOnlyKeys("z", "a", "m")
        .extracting(all -> all.keySet().iterator().next())
        .isEqualTo("z");
  }
}
