package org.entresol;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The tests of a module that say that they need this JVM only, and what they reach. A module has a
 * class of its own that extends this one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TestGroupsContract {

  /** The tests, what they share with those of the provider, and what they start servers with. */
  private final JavaClasses classes = read();

  private JavaClasses read() {
    // What lies beyond those places starts no process, and would take long to read.
    return ArchConfiguration.withThreadLocalScope(
        configuration -> {
          configuration.setResolveMissingDependenciesFromClassPath(false);
          return new ClassFileImporter()
              .importUrls(
                  Stream.of(getClass(), TestGroupsContract.class, RedisServer.class)
                      .map(TestGroupsContract::originOf)
                      .distinct()
                      .toList());
        });
  }

  @Test
  void unitTests_andAllThatTheyReach_startNoProcess() {
    assertThat(reach(TestGroupsContract::isUnitTest))
        .isNotEmpty()
        .noneMatch(TestGroupsContract::startsProcesses);
  }

  /** Else the rule above would hold for nothing. */
  @Test
  void servers_andAllThatTheyReach_areSeenToStartProcesses() {
    assertThat(reach(type -> type.isEquivalentTo(RedisServer.class)))
        .anyMatch(TestGroupsContract::startsProcesses);
  }

  /** These classes name a server without starting it. */
  private static boolean isUnitTest(JavaClass type) {
    return isTagged(type, "unit") && !type.isAssignableTo(TestGroupsContract.class);
  }

  private Set<JavaClass> reach(Predicate<JavaClass> first) {
    Set<JavaClass> reached = new HashSet<>();
    ArrayDeque<JavaClass> next =
        classes.stream().filter(first).collect(toCollection(ArrayDeque::new));
    while (!next.isEmpty()) {
      JavaClass type = next.remove();
      if (classes.contain(type.getName()) && reached.add(type)) {
        type.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .forEach(next::add);
      }
    }
    return reached;
  }

  private static boolean startsProcesses(JavaClass type) {
    return type.getMethodCallsFromSelf().stream()
        .map(call -> call.getTarget().getFullName())
        .anyMatch(
            name ->
                name.startsWith("java.lang.ProcessBuilder.start(")
                    || name.startsWith("java.lang.Runtime.exec("));
  }

  /** A class within a test class is part of it. */
  private static boolean isTagged(JavaClass type, String tag) {
    return Stream.iterate(
            Optional.of(type), Optional::isPresent, outer -> outer.get().getEnclosingClass())
        .flatMap(Optional::stream)
        .flatMap(outer -> Stream.concat(Stream.of(outer), outer.getAllRawSuperclasses().stream()))
        .flatMap(outer -> outer.tryGetAnnotationOfType(Tag.class).stream())
        .anyMatch(found -> found.value().equals(tag));
  }

  private static URL originOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
