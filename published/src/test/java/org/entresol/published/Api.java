package org.entresol.published;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * What users can name of a module: the public classes of its packages but the internal ones, with
 * their public and protected members.
 */
final class Api {
  /** A class as javap prints it: a line, the members below, indented, and a brace. */
  private static final Pattern CLASS =
      Pattern.compile("^(public [^\\n]*) \\{\\n(.*?)^}$", Pattern.DOTALL | Pattern.MULTILINE);

  private final Pom pom;

  Api(Pom pom) {
    this.pom = pom;
  }

  /** The packages that the module opens to others. */
  Set<String> packages() {
    Set<String> internal = Set.of(pom.text("/project/properties/internals").split(":"));
    return classes().stream()
        .map(Api::packageOf)
        .filter(name -> !internal.contains(name))
        .collect(toSet());
  }

  private static String packageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }

  /** The packages that its description exports, or all if it has none. */
  Set<String> exported() {
    return descriptor().isAutomatic()
        ? packages()
        : descriptor().exports().stream().map(ModuleDescriptor.Exports::source).collect(toSet());
  }

  private ModuleDescriptor descriptor() {
    return ModuleFinder.of(pom.jar()).findAll().iterator().next().descriptor();
  }

  /** A line each class, and one each member below it, in the order of their names. */
  List<String> lines() {
    Set<String> packages = packages();
    String[] open =
        classes().stream()
            .filter(type -> packages.contains(packageOf(type)))
            .sorted()
            .toArray(String[]::new);
    return CLASS
        .matcher(javap(open))
        .results()
        .flatMap(found -> Stream.concat(Stream.of(found.group(1)), found.group(2).lines().sorted()))
        .toList();
  }

  private List<String> classes() {
    try (JarFile jar = new JarFile(pom.jar().toFile())) {
      return jar.stream()
          .map(JarEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
          .map(name -> name.replaceFirst("\\.class$", "").replace('/', '.'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String javap(String... classes) {
    StringWriter out = new StringWriter();
    StringWriter faults = new StringWriter();
    String[] all =
        Stream.concat(Stream.of("-protected", "-cp", pom.jar().toString()), Arrays.stream(classes))
            .toArray(String[]::new);
    int code =
        ToolProvider.findFirst("javap")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(faults), all);
    if (code != 0) {
      throw new IllegalStateException(faults.toString());
    }
    return out.toString();
  }

  /** Where the lines are kept. */
  Path kept() {
    return Path.of("src", "api", pom.artifactId() + ".txt");
  }

  @Override
  public String toString() {
    return pom.artifactId();
  }
}
