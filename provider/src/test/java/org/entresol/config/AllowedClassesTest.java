package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.EntresolConfiguration;
import org.entresol.TypePattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which classes a cache allows by what is said of it, and where more can be said. */
@Tag("unit")
final class AllowedClassesTest {
  private static final String REDIS = "redis: { singleServerConfig: { address: 'redis://h:1' } }\n";

  private final Fixture fixture;

  AllowedClassesTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  @Test
  void forCache_allowInTheFile_isTaken() {
    ManagerConfiguration read = fixture.load(REDIS + "defaults: { allow: [com.acme.**] }");

    assertThat(read.forCache("c", new MutableConfiguration<>()).getAllowedTypes())
        .containsExactly(new TypePattern("com.acme.**"));
  }

  private static String line(ManagerConfiguration read, String... inJava) {
    EntresolConfiguration.Builder<Object, Object> asked =
        EntresolConfiguration.builder(Object.class, Object.class);
    if (inJava.length > 0) {
      asked.allow(inJava);
    }
    EntresolConfiguration<?, ?> made = read.forCache("c", asked.build());
    return read.allowPlace("c", made).line(List.of("a.**", "b.C"));
  }

  @Test
  void allowPlace_saidInTheFile_isThatLine() {
    assertThat(line(fixture.load(REDIS + "defaults: { allow: [a.**] }")))
        .isEqualTo("`allow: [a.**, b.C]` at " + fixture.place("2:20: defaults.allow"));
  }

  @Test
  void allowPlace_notSaid_isTheSectionOfTheCacheInTheFile() {
    assertThat(line(fixture.load(REDIS)))
        .startsWith("`allow: [a.**, b.C]` under `caches.c` in file:")
        .endsWith("entresol.yaml");
  }

  @Test
  void allowPlace_saidByAProperty_isThatProperty() {
    Properties properties = Fixture.properties("entresol.caches.c.allow", "[a.**]");

    assertThat(line(fixture.load(REDIS, properties)))
        .isEqualTo("`entresol.caches.c.allow=[a.**, b.C]`");
  }

  @Test
  void allowPlace_saidInJava_isThere() {
    assertThat(line(fixture.load(REDIS), "a.**"))
        .isEqualTo("`.allow(\"a.**\", \"b.C\")` in the configuration of the cache");
  }

  @Test
  void allowPlace_ofAManagerWithoutAFile_isAProperty() {
    ManagerConfiguration read =
        ManagerConfiguration.load(URI.create("redis://h:1"), Fixture.LOADER, Fixture.properties());

    assertThat(line(read)).isEqualTo("`entresol.caches.c.allow=[a.**, b.C]` as a property");
  }

  @Test
  void forCache_packages_areAllowedBesideWhatIsSaidOfTheCache() {
    ManagerConfiguration read =
        fixture.load(
            REDIS
                + """
                packages: [com.acme.**]
                defaults: { allow: [a.B] }
                caches: { here: { stack: heap }, own: { allow: [c.D] } }
                """);

    assertThat(read.forCache("c", new MutableConfiguration<>()).getAllowedTypes())
        .containsExactlyInAnyOrder(new TypePattern("com.acme.**"), new TypePattern("a.B"));
    assertThat(Objects.requireNonNull(read.namedCaches().get("own")).getAllowedTypes())
        .containsExactlyInAnyOrder(new TypePattern("com.acme.**"), new TypePattern("c.D"));
    assertThat(Objects.requireNonNull(read.namedCaches().get("here")).getAllowedTypes()).isEmpty();
  }

  @Test
  void allowPlace_withPackages_isThatOfTheCache() {
    String packages = REDIS + "packages: [com.acme.**]\n";

    assertThat(line(fixture.load(packages + "defaults: { allow: [a.**] }")))
        .startsWith("`allow: [a.**, b.C]` at ");
    assertThat(line(fixture.load(packages))).contains(" under `caches.c` in file:");
    assertThat(line(fixture.load(packages), "a.**")).startsWith("`.allow(");
  }
}
