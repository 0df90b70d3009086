package org.entresol.tier;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.concurrent.CompletableFuture;
import org.entresol.Stack.Authority;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The directions between the module of a tier and the provider, as the manual's architecture page
 * says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TierModuleContract {

  private final String here;
  private final JavaClasses module;

  /** Looks at the module, and the one package, that a factory of tiers lies in. */
  protected TierModuleContract(Class<? extends TierFactory> factory) {
    here = factory.getPackageName();
    module =
        new ClassFileImporter()
            .importUrl(factory.getProtectionDomain().getCodeSource().getLocation());
  }

  @Test
  void classes_all_lieInOneNullMarkedPackage() {
    assertThat(module.stream().map(JavaClass::getPackage).distinct())
        .singleElement()
        .matches(found -> found.getName().equals(here), here)
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
                        here,
                        "org.entresol.tier",
                        "org.entresol.fault",
                        "org.entresol.recording",
                        "org.entresol.time"))
                .or(equivalentTo(Authority.class)))
        .check(module);
  }

  @Test
  void classes_dependencies_noneOnTheSpecification() {
    noClasses().should().dependOnClassesThat(resideInAPackage("javax.cache..")).check(module);
  }

  /** Its timer is a thread of the JVM's, which keeps the class loader of whoever starts it. */
  @Test
  void timersOfCompletableFutures_users_areNone() {
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(type(CompletableFuture.class)))
                .and(target(nameMatching("orTimeout|completeOnTimeout|delayedExecutor"))))
        .check(module);
  }
}
