package org.entresol.applications;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The libraries that applications run on. */
enum Generation {
  /** Spring Boot 3, Spring 6 and Hibernate 6, as in this JVM. */
  THIS {
    @Override
    List<Path> classPath() {
      return paths(System.getProperty("java.class.path", ""));
    }
  },
  /** Spring Boot 4, Spring 7 and Hibernate 7. */
  NEXT {
    @Override
    List<Path> classPath() {
      try {
        Path applications =
            Path.of(Generation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return Stream.concat(
                Stream.of(applications),
                paths(Files.readString(Path.of("next", "target", "classpath.txt"))).stream())
            .toList();
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException("the build has not said which libraries there are", e);
      }
    }
  };

  /** What a JVM of such an application has on its class path. */
  abstract List<Path> classPath();

  private static List<Path> paths(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
  }
}
