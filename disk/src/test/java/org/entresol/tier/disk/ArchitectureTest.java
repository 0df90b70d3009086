package org.entresol.tier.disk;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.entresol.Stack.Authority;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The directions between this module and the provider, as the manual's architecture page says. */
@Tag("unit")
class ArchitectureTest {
  private static final String HERE = "org.entresol.tier.disk";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(DiskTiers.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void classes_all_lieInOneNullMarkedPackage() {
    assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
        .singleElement()
        .matches(found -> found.getName().equals(HERE), HERE)
        .matches(found -> found.isAnnotatedWith(NullMarked.class), "null-marked");
  }

  /**
   * The seam, the clock it speaks of, what is said of faults, and the name of the authority that
   * this is the way to.
   */
  @Test
  void classes_ofTheProvider_useTheSeamOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("org.entresol..")
                .or(
                    resideInAnyPackage(
                        HERE, "org.entresol.tier", "org.entresol.fault", "org.entresol.time"))
                .or(equivalentTo(Authority.class)))
        .check(CLASSES);
  }

  @Test
  void classes_dependencies_noneOnTheSpecification() {
    noClasses().should().dependOnClassesThat(resideInAPackage("javax.cache..")).check(CLASSES);
  }
}
