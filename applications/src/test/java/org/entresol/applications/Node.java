package org.entresol.applications;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.entresol.testing.JvmProcess;

/** One node: an application in a JVM of its own, where enums have hashes of their own. */
final class Node implements AutoCloseable {
  private static final Path HIBERNATE_7 = Path.of("target", "hibernate7");
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final String ANSWER = "> ";

  private final JvmProcess process;

  /**
   * Starts an application.
   *
   * @param libraries those that take the place of others on the class path
   * @param application answers each line of its input with one that begins with {@code >}
   */
  Node(List<Path> libraries, Class<?> application, String... arguments) {
    List<String> replaced = libraries.stream().map(Node::artifact).toList();
    String classPath =
        Stream.concat(
                libraries.stream(),
                Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(path -> !replaced.contains(artifact(path))))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    this.process = JvmProcess.start(List.of("-cp", classPath), application, arguments);
  }

  /** The libraries of Hibernate 7 that take the place of those of Hibernate 6. */
  static List<Path> hibernate7() {
    try (Stream<Path> files = Files.list(HIBERNATE_7)) {
      return files.map(Path::toAbsolutePath).toList();
    } catch (IOException e) {
      throw new IllegalStateException("the build has not copied Hibernate 7", e);
    }
  }

  /** What the application answers. */
  String tell(String command) {
    process.send(command);
    return process.awaitLine(line -> line.startsWith(ANSWER), LONGEST).substring(ANSWER.length());
  }

  /** The name of a jar without its version. */
  private static String artifact(Path path) {
    return path.getFileName().toString().replaceFirst("-\\d.*\\.jar$", "");
  }

  @Override
  public void close() {
    process.close();
  }
}
