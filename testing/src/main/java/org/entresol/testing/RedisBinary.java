package org.entresol.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** The redis-server program: the one that the build brings, or another that the property names. */
final class RedisBinary {
  private static final String PROPERTY = "entresol.test.redis-server";

  private static final Path PATH = find();

  private RedisBinary() {}

  static Path path() {
    return PATH;
  }

  private static Path find() {
    String chosen = System.getProperty(PROPERTY, "");
    if (chosen.isEmpty()) {
      return unpack();
    }
    Path path = Path.of(chosen);
    if (!Files.isExecutable(path)) {
      throw new IllegalStateException(
          PROPERTY + "=" + chosen + ": must be the path of a redis-server program");
    }
    return path;
  }

  private static Path unpack() {
    try {
      return ExecutableProvider.newJarResourceProvider(TempFolders.create("binary-").toFile())
          .get()
          .toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
