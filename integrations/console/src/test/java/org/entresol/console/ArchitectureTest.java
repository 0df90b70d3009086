package org.entresol.console;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The directions between this module and the others, as the manual's architecture page says. */
@Tag("unit")
class ArchitectureTest {

  private static final String ROOT = "org.entresol";
  private static final String HERE = ROOT + ".console";
  private static final String WEB = HERE + ".web";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void classes_all_lieInNullMarkedPackages() {
    assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
        .allMatch(found -> found.isAnnotatedWith(NullMarked.class))
        .extracting(JavaPackage::getName)
        .containsExactlyInAnyOrder(HERE, WEB);
  }

  /** What is served is none of the server's business. */
  @Test
  void server_ofThePage_knowsTheJdkAlone() {
    noClasses()
        .that()
        .resideInAPackage(WEB)
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(WEB, "java..", "com.sun.net.httpserver..", "org.jspecify.."))
        .check(CLASSES);
  }

  /** What lies in Redis is known to the tier alone: nobody here speaks to the client below it. */
  @Test
  void redis_clients_areUnknownHere() {
    noClasses().should().dependOnClassesThat(resideInAPackage("org.redisson..")).check(CLASSES);
  }

  /** It stands beside nodes, and is none. */
  @Test
  void caches_ofNodes_areUnknownHere() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("javax.cache.."))
        .orShould()
        .dependOnClassesThat(resideInAPackage(ROOT + ".jcache.."))
        .orShould()
        .dependOnClassesThat(resideInAPackage(ROOT + ".engine.."))
        .check(CLASSES);
  }

  @Test
  void publicTypes_areThoseThatOthersName() {
    assertThat(
            CLASSES.stream()
                .filter(type -> type.getPackageName().equals(HERE))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder("Main", "Console", "Builder");
  }
}
