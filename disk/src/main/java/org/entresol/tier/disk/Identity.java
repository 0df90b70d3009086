package org.entresol.tier.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tells a file from another that has come in its place. Immutable.
 *
 * @param file the file's name
 * @param key what the file system calls it; null where it has no name for that
 */
record Identity(Path file, @Nullable Object key) {

  static Identity of(Path file) throws IOException {
    return new Identity(file, Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  /** Whether the file of this name is still the same. */
  boolean isThere() {
    try {
      return Files.exists(file) && Objects.equals(key, of(file).key());
    } catch (IOException e) {
      return false;
    }
  }
}
