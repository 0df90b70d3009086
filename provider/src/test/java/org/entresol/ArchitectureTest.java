package org.entresol;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The directions between the packages, as the manual's architecture page draws them. */
@Tag("unit")
class ArchitectureTest {
  private static final String ROOT = "org.entresol";

  /** The provider's own: the test class path has more below the root. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(
              EntresolConfiguration.class.getProtectionDomain().getCodeSource().getLocation());

  /**
   * Each package below the root, and the others that it may use.
   *
   * <p>The root holds what users write and may be used by all. A package without a row fails the
   * build, and so does a row without a package.
   */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("time", Set.of()),
          Map.entry("codec", Set.of()),
          Map.entry("codec.copy", Set.of("codec")),
          Map.entry("codec.wire", Set.of("codec", "codec.copy")),
          Map.entry("codec.key", Set.of("codec", "codec.copy", "codec.wire")),
          Map.entry("guard", Set.of("time")),
          Map.entry("tier", Set.of("time")),
          Map.entry("queue", Set.of("codec", "tier", "time")),
          Map.entry("store", Set.of("codec", "guard", "queue", "tier", "time")),
          Map.entry("stats", Set.of("tier", "time")),
          Map.entry("expiry", Set.of("tier", "time")),
          Map.entry("event", Set.of("guard", "time")),
          Map.entry("source", Set.of("queue", "stats", "store", "tier", "time")),
          Map.entry(
              "engine",
              Set.of(
                  "expiry", "event", "source", "stats", "guard", "queue", "store", "tier", "codec",
                  "time")),
          Map.entry("config", Set.of("config.model")),
          Map.entry("config.model", Set.of()),
          Map.entry(
              "jcache",
              Set.of(
                  "config",
                  "engine",
                  "expiry",
                  "event",
                  "source",
                  "stats",
                  "guard",
                  "queue",
                  "store",
                  "codec",
                  "codec.key",
                  "codec.wire",
                  "time",
                  "tier")));

  private static final Set<String> PACKAGES = MAY_USE.keySet();

  @Test
  void packages_all_haveARow() {
    Set<String> found = packages().map(JavaPackage::getName).collect(toSet());
    Set<String> rows = PACKAGES.stream().map(ArchitectureTest::below).collect(toSet());
    rows.add(ROOT);

    assertThat(found).isEqualTo(rows);
  }

  @ParameterizedTest
  @FieldSource("PACKAGES")
  void package_dependencies_followItsRow(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), MAY_USE.getOrDefault(name, Set.of()).stream())
            .map(ArchitectureTest::below)
            .toArray(String[]::new);

    classes()
        .that(resideInAPackage(below(name)))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(ROOT + "..")
                .or(resideInAPackage(ROOT))
                .or(resideInAnyPackage(allowed)))
        .check(CLASSES);
  }

  /** Of the settings the root has the table, and what a setting is stands below it. */
  @Test
  void root_dependencies_noneBesidesTimeAndTheModelOfSettings() {
    classes()
        .that(resideInAPackage(ROOT))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(ROOT + "..")
                .or(resideInAnyPackage(ROOT, below("time"), below("config.model"))))
        .check(CLASSES);
  }

  /** All else that users hold is an interface or a value of the root. */
  @Test
  void jcache_publicTypes_areThatWhichTheServiceLoaderNames() {
    assertThat(
            CLASSES.stream()
                .filter(resideInAPackage(below("jcache")))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getSimpleName))
        .containsExactly("EntresolCachingProvider");
  }

  @Test
  void lowerHalf_dependencies_noneOnTheSpecification() {
    noClasses()
        .that(
            resideInAnyPackage(
                below("store"),
                below("queue"),
                below("codec.."),
                below("guard"),
                below("time"),
                below("tier")))
        .should()
        .dependOnClassesThat(resideInAPackage("javax.cache.."))
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "com.github.benmanes.caffeine.., store",
    "com.esotericsoftware.., codec.wire",
    "org.objenesis.., codec.copy",
    "org.yaml.snakeyaml.., config",
  })
  void library_users_areOnePackage(String library, String user) {
    noClasses()
        .that(resideOutsideOfPackage(below(user)))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .check(CLASSES);
  }

  @Test
  void packages_dependencies_areFreeOfCycles() {
    slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void packages_names_sayWhatIsInside() {
    assertThat(packages().map(JavaPackage::getRelativeName))
        .doesNotContain("util", "utils", "impl", "internal", "common", "helper", "helpers");
  }

  @Test
  void packages_all_areNullMarked() {
    assertThat(packages()).allMatch(p -> p.isAnnotatedWith(NullMarked.class));
  }

  private static Stream<JavaPackage> packages() {
    return CLASSES.stream().map(JavaClass::getPackage).distinct();
  }

  private static String below(String name) {
    return ROOT + "." + name;
  }

  private static final class ByPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
