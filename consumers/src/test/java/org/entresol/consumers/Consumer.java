package org.entresol.consumers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.entresol.testing.JvmProcess;

/** A project that was built outside this build, from nothing but its pom and its sources. */
enum Consumer {
  HEAP("heap"),
  SHARED("shared");

  private final Path target;
  private final Path kept;
  private final String module;

  Consumer(String name) {
    this.target = Path.of("target", "projects", name, "target").toAbsolutePath();
    this.kept = Path.of("src", "projects", name, "tree.txt");
    this.module = "com.acme." + name;
  }

  /** The program, in a JVM that finds all on its class path. */
  JvmProcess onTheClassPath(String main, String... arguments) {
    String path = target.resolve("classes") + File.pathSeparator + target.resolve("libraries/*");
    return start(List.of("-cp", path, main), arguments);
  }

  /** The program, in a JVM that resolves modules from the application's own. */
  JvmProcess onTheModulePath(String main, String... arguments) {
    String path = target.resolve("classes") + File.pathSeparator + target.resolve("libraries");
    return start(List.of("-p", path, "-m", module + "/" + main), arguments);
  }

  private static JvmProcess start(List<String> how, String... arguments) {
    List<String> all = new ArrayList<>(how);
    all.addAll(List.of(arguments));
    return JvmProcess.start(all);
  }

  /** What its dependency brings, a line each, indented below what brings it. */
  List<String> tree() {
    return lines(target.resolve("tree.txt")).stream()
        .skip(1)
        .map(line -> line.replaceFirst(":jar:[^:]+:(compile|runtime)", ""))
        .toList();
  }

  /** What it is to bring. */
  List<String> keptTree() {
    return lines(kept);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
