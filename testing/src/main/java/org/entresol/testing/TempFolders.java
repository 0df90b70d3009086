package org.entresol.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folders of this JVM's processes; they go when the JVM ends. */
final class TempFolders {
  private static final Path ROOT = newRoot();

  private TempFolders() {}

  /** A new, empty folder. */
  static Path create(String prefix) {
    try {
      return Files.createTempDirectory(ROOT, prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a folder with all that is in it; one that is not there is left at that. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newRoot() {
    try {
      Path root = Files.createTempDirectory("entresol-test-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root), "temp-folders"));
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
