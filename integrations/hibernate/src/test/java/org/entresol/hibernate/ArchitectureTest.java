package org.entresol.hibernate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The directions between this module and the provider. */
@Tag("unit")
class ArchitectureTest {
  private static final String ROOT = "org.entresol";
  private static final String HERE = ROOT + ".hibernate";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(
              HibernateChangeMapper.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void classes_all_lieInOneNullMarkedPackage() {
    assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
        .singleElement()
        .matches(found -> found.getName().equals(HERE), HERE)
        .matches(found -> found.isAnnotatedWith(NullMarked.class), "null-marked");
  }

  @Test
  void classes_ofTheProvider_useTheSeamOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(ROOT + "..").or(resideInAnyPackage(HERE, ROOT + ".feed")))
        .check(CLASSES);
  }

  @Test
  void publicTypes_areThoseThatFilesOrTheServiceLoaderName() {
    assertThat(
            CLASSES.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder("HibernateChangeMapper", "SessionFactories");
  }
}
