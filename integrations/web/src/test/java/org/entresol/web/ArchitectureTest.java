package org.entresol.web;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The directions within this module, and between it and the provider. */
@Tag("unit")
class ArchitectureTest {
  private static final String ROOT = "org.entresol";
  private static final String HERE = ROOT + ".web";
  private static final int MOST_PARAMETERS = 7;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(RouteCache.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void packages_all_areNullMarked() {
    assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
        .allMatch(found -> found.isAnnotatedWith(NullMarked.class));
  }

  @Test
  void packages_ofThisModule_dependDownwardsOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("api")
        .definedBy(HERE)
        .layer("servlet")
        .definedBy(HERE + ".servlet")
        .layer("reactive")
        .definedBy(HERE + ".reactive")
        .layer("render")
        .definedBy(HERE + ".render")
        .layer("route")
        .definedBy(HERE + ".route")
        .layer("store")
        .definedBy(HERE + ".store")
        .layer("token")
        .definedBy(HERE + ".token")
        .layer("http")
        .definedBy(HERE + ".http")
        .whereLayer("api")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("servlet")
        .mayOnlyBeAccessedByLayers("api")
        .whereLayer("reactive")
        .mayOnlyBeAccessedByLayers("api")
        .whereLayer("token")
        .mayOnlyBeAccessedByLayers("api")
        .whereLayer("render")
        .mayOnlyBeAccessedByLayers("api", "servlet", "reactive")
        .whereLayer("route")
        .mayOnlyBeAccessedByLayers("api", "servlet", "reactive", "render")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("api", "servlet", "reactive", "render")
        .check(CLASSES);
  }

  @Test
  void servlets_areKnownToTheFilterOnly() {
    noClasses()
        .that(not(resideInAnyPackage(HERE, HERE + ".servlet", HERE + ".token")))
        .should()
        .dependOnClassesThat(resideInAPackage("jakarta.."))
        .check(CLASSES);
  }

  /** An application has one of both, and loads nothing that names the other. */
  @Test
  void whatAllStandOn_knowsNeitherServletsNorSpring() {
    noClasses()
        .that()
        .belongToAnyOf(RouteCache.class)
        .or(resideInAnyPackage(HERE + ".render", HERE + ".route", HERE + ".store", HERE + ".http"))
        .should()
        .dependOnClassesThat(resideInAnyPackage("jakarta..", "org.springframework..", "reactor.."))
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage(HERE + ".reactive"))
        .or()
        .belongToAnyOf(ReactiveRoutes.class)
        .should()
        .dependOnClassesThat(resideInAPackage("jakarta.."))
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage(HERE + ".servlet"))
        .or()
        .belongToAnyOf(ServletRoutes.class)
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.springframework..", "reactor.."))
        .check(CLASSES);
  }

  /** Only who makes routes of a file reads one. */
  @Test
  void classes_ofTheProvider_areThoseForUsers() {
    classes()
        .that()
        .doNotBelongToAnyOf(ConfiguredRoutes.class)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(ROOT + "..")
                .or(resideInAnyPackage(HERE + "..", ROOT, ROOT + ".time")))
        .check(CLASSES);
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
