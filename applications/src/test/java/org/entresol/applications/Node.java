package org.entresol.applications;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.entresol.testing.JvmProcess;

/** One node: an application in a JVM of its own, where enums have hashes of their own. */
final class Node implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final String ANSWER = "> ";

  private final JvmProcess process;

  /**
   * Starts an application.
   *
   * @param application answers each line of its input with one that begins with {@code >}
   */
  Node(Generation libraries, Class<?> application, String... arguments) {
    String classPath =
        libraries.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    this.process = JvmProcess.start(List.of("-cp", classPath), application, arguments);
  }

  /** What the application answers. */
  String tell(String command) {
    process.send(command);
    return process.awaitLine(line -> line.startsWith(ANSWER), LONGEST).substring(ANSWER.length());
  }

  @Override
  public void close() {
    process.close();
  }
}
