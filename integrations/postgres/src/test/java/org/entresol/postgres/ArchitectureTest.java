package org.entresol.postgres;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The directions between this module and the provider, as the manual's architecture page says. */
@Tag("unit")
class ArchitectureTest {
  private static final String ROOT = "org.entresol";
  private static final String HERE = ROOT + ".postgres";
  private static final int MOST_PARAMETERS = 7;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(PostgresFeeds.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void classes_all_lieInOneNullMarkedPackage() {
    assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
        .singleElement()
        .matches(found -> found.getName().equals(HERE), HERE)
        .matches(found -> found.isAnnotatedWith(NullMarked.class), "null-marked");
  }

  /** Only who prints the statements for a file reads one. */
  @Test
  void classes_ofTheProvider_useTheSeamOnly() {
    classes()
        .that()
        .doNotBelongToAnyOf(EntresolPostgres.class)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(ROOT + "..")
                .or(
                    resideInAnyPackage(
                        HERE,
                        ROOT,
                        ROOT + ".feed",
                        ROOT + ".tier",
                        ROOT + ".fault",
                        ROOT + ".time")))
        .check(CLASSES);
  }

  @Test
  void redis_clients_areUnknownHere() {
    noClasses().should().dependOnClassesThat(resideInAPackage("org.redisson..")).check(CLASSES);
  }

  @Test
  void publicTypes_areThoseThatUsersOrTheServiceLoaderName() {
    assertThat(
            CLASSES.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder(
            "EntresolPostgres", "PostgresFeedMXBean", "PostgresFeeds", "Reader", "SourceSnapshots");
  }

  @Test
  void parameters_all_areSevenAtMost() {
    assertThat(
            CLASSES.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getParameters().size() > MOST_PARAMETERS))
        .isEmpty();
  }
}
