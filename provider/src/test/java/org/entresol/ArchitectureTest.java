package org.entresol;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.entresol.config.RouteSection;
import org.entresol.feed.ChangeHandler;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Pulse;
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
  private static final int MOST_PARAMETERS = 7;

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
          Map.entry("recording", Set.of("time")),
          Map.entry("fault", Set.of("time")),
          Map.entry("codec", Set.of("fault", "recording")),
          Map.entry("codec.copy", Set.of("codec")),
          Map.entry("codec.envelope", Set.of("codec")),
          Map.entry("codec.plain", Set.of("codec")),
          Map.entry("codec.wire", Set.of("codec", "codec.copy")),
          Map.entry("codec.key", Set.of("codec", "codec.copy", "codec.wire")),
          Map.entry("guard", Set.of("fault", "time")),
          Map.entry("tier", Set.of("fault", "recording", "time")),
          Map.entry("tier.away", Set.of("tier", "time")),
          Map.entry("queue", Set.of("codec", "tier", "time")),
          Map.entry("store", Set.of("codec", "guard", "tier", "time")),
          Map.entry("store.heap", Set.of("guard", "queue", "store", "tier", "time")),
          Map.entry("store.near", Set.of("codec", "guard", "recording", "store", "tier", "time")),
          Map.entry(
              "store.tiered",
              Set.of(
                  "codec",
                  "fault",
                  "guard",
                  "queue",
                  "recording",
                  "store",
                  "store.near",
                  "tier",
                  "tier.away",
                  "time")),
          Map.entry("stats", Set.of("recording", "tier", "time")),
          Map.entry("expiry", Set.of("tier", "time")),
          Map.entry("event", Set.of("guard", "time")),
          Map.entry("source", Set.of("fault", "queue", "stats", "store", "tier", "time")),
          Map.entry(
              "engine",
              Set.of(
                  "expiry", "event", "source", "stats", "guard", "queue", "store", "tier", "codec",
                  "time")),
          Map.entry(
              "engine.load",
              Set.of(
                  "engine",
                  "fault",
                  "guard",
                  "queue",
                  "recording",
                  "source",
                  "stats",
                  "store",
                  "tier",
                  "time")),
          Map.entry("feed", Set.of("tier", "time")),
          Map.entry("config", Set.of("config.model", "fault", "feed")),
          Map.entry("config.model", Set.of("time")),
          Map.entry(
              "jcache",
              Set.of(
                  "config",
                  "engine",
                  "engine.load",
                  "expiry",
                  "event",
                  "fault",
                  "feed",
                  "source",
                  "stats",
                  "guard",
                  "queue",
                  "recording",
                  "store",
                  "store.heap",
                  "store.near",
                  "store.tiered",
                  "codec",
                  "codec.envelope",
                  "codec.key",
                  "codec.plain",
                  "codec.wire",
                  "time",
                  "tier",
                  "tier.away")));

  private static final Set<String> PACKAGES = MAY_USE.keySet();

  /**
   * Classes that know each other because the specification wants it: a cache its manager, a manager
   * its caches and its provider. Kryo wants the same of a graph walker and its serializers.
   */
  private static final Set<String> CIRCLES =
      Set.of(
          "EntresolCache",
          "EntresolCacheManager",
          "CacheFacade",
          "ManagerFacade",
          "EntresolCachingProvider");

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
                below("store.."),
                below("queue"),
                below("codec.."),
                below("guard"),
                below("fault"),
                below("time"),
                below("tier..")))
        .should()
        .dependOnClassesThat(resideInAPackage("javax.cache.."))
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "com.github.benmanes.caffeine.., store..",
    "com.esotericsoftware.., codec.wire",
    "org.objenesis.., codec.copy",
    "net.jpountz.., codec.envelope",
    "com.github.luben.., codec.envelope",
    "com.fasterxml.jackson.., codec.plain",
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

  /** A type may name its own subtypes, as one does that hands out the right one. */
  @Test
  void classes_dependencies_areFreeOfCycles() {
    Map<JavaClass, Set<JavaClass>> uses = new HashMap<>();
    for (JavaClass type : CLASSES) {
      JavaClass user = topLevel(type);
      Set<JavaClass> used = uses.computeIfAbsent(user, u -> new HashSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = topLevel(dependency.getTargetClass().getBaseComponentType());
        if (!target.getName().equals(user.getName()) && !target.isAssignableTo(user.getName())) {
          used.add(target);
        }
      }
    }
    assertThat(uses.keySet().stream().filter(type -> reachable(uses, type).contains(type)))
        .allMatch(
            type ->
                CIRCLES.contains(type.getSimpleName())
                    || type.getPackageName().equals(below("codec.wire")));
  }

  private static Set<JavaClass> reachable(Map<JavaClass, Set<JavaClass>> uses, JavaClass from) {
    Set<JavaClass> reached = new HashSet<>();
    Deque<JavaClass> open = new ArrayDeque<>(Set.of(from));
    while (!open.isEmpty()) {
      for (JavaClass next : uses.getOrDefault(open.pop(), Set.of())) {
        if (reached.add(next)) {
          open.push(next);
        }
      }
    }
    return reached;
  }

  /**
   * Failures may be met for the first time where the stack has run out. A class whose
   * initialization ends there can never be used again.
   */
  @Test
  void codecFailures_initialization_isNone() {
    assertThat(
            CLASSES.stream()
                .filter(type -> type.isAssignableTo(Throwable.class))
                .filter(type -> type.getStaticInitializer().isPresent())
                .map(JavaClass::getName))
        .isEmpty();
  }

  @Test
  void parameters_all_areSevenAtMost() {
    assertThat(
            CLASSES.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(unit -> unit.getParameters().size() > MOST_PARAMETERS)
                .map(JavaCodeUnit::getFullName))
        .isEmpty();
  }

  /**
   * What the root offers is for users; a pulse, and entries as bytes, for who writes a tier; and
   * the section of routes, for who keeps their answers; and a handler, for who follows a source.
   */
  @Test
  void classes_belowTheRoot_areUsed() {
    assertThat(
            CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getPackageName().equals(ROOT))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(type -> !type.isEquivalentTo(Pulse.class))
                .filter(type -> !type.isEquivalentTo(EntryBytes.class))
                .filter(type -> !type.isEquivalentTo(RouteSection.class))
                .filter(type -> !type.isEquivalentTo(ChangeHandler.class))
                .filter(
                    type ->
                        type.getDirectDependenciesToSelf().stream()
                            .map(dependency -> topLevel(dependency.getOriginClass()))
                            .allMatch(type::equals))
                .map(JavaClass::getName))
        .isEmpty();
  }

  private static JavaClass topLevel(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::topLevel).orElse(type);
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

  /** Its timer is a thread of the JVM's, which keeps the class loader of whoever starts it. */
  @Test
  void timersOfCompletableFutures_users_areNone() {
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(type(CompletableFuture.class)))
                .and(target(nameMatching("orTimeout|completeOnTimeout|delayedExecutor"))))
        .check(CLASSES);
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
