package org.entresol.config;

import static org.entresol.config.model.Setting.setting;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.entresol.config.Value.Text;
import org.entresol.config.model.Quantities;
import org.entresol.config.model.Said;
import org.entresol.config.model.Setting;
import org.entresol.config.model.Words;
import org.jspecify.annotations.Nullable;

/**
 * Where a manager's caches on disk lie, and what it demands of the files there. Immutable and
 * thread-safe.
 */
public final class DiskSection {

  private static final String PATH_ALLOWED = "the path of a directory on a disk of this machine";

  /** A directory, and where it was named. */
  record Named(Path path, Place place) {}

  static final Setting<Named> PATH =
      setting("disk.path", new Shape<>(PATH_ALLOWED, (value, loader) -> named(value)));
  static final Setting<Integer> SHARDS = setting("disk.shards", Quantities.upTo(64), "4");
  static final Setting<Synchronous> SYNCHRONOUS =
      setting(
          "disk.synchronous", Words.oneOf(Synchronous.values(), Synchronous::configName), "normal");

  private final Named named;
  private final int shards;
  private final Synchronous synchronous;

  private DiskSection(Named named, int shards, Synchronous synchronous) {
    this.named = named;
    this.shards = shards;
    this.synchronous = synchronous;
  }

  /**
   * What is said; null if nothing is.
   *
   * @throws ConfigurationException if something is, but no directory is named
   */
  static @Nullable DiskSection of(Said said) {
    Named named = said.about(PATH);
    if (named != null) {
      return new DiskSection(named, said.get(SHARDS), said.get(SYNCHRONOUS));
    }
    for (Setting<?> setting : List.of(SHARDS, SYNCHRONOUS)) {
      if (said.keys().contains(setting.key())) {
        throw new ConfigurationException(
            "%s: is not allowed without disk.path; allowed: %s there"
                .formatted(setting.key(), PATH_ALLOWED));
      }
    }
    return null;
  }

  /** SQLite takes what is behind a question mark for settings of its own. */
  private static Named named(Value value) {
    if (!(value instanceof Text text) || text.text().isBlank()) {
      throw value.notAllowed(PATH_ALLOWED);
    }
    if (text.text().indexOf('?') >= 0) {
      throw value.refused("has a question mark", PATH_ALLOWED + ", without one");
    }
    try {
      return new Named(Path.of(text.text()).toAbsolutePath().normalize(), value.place());
    } catch (InvalidPathException e) {
      throw value.notAllowed(PATH_ALLOWED);
    }
  }

  /** The directory, absolute. */
  public Path path() {
    return named.path();
  }

  /** The number of files that entries are spread over. */
  public int shards() {
    return shards;
  }

  /** What an acknowledged change has survived. */
  public Synchronous synchronous() {
    return synchronous;
  }

  /**
   * The exception that says why nobody takes this section.
   *
   * @param reason has a message that says it, and what is allowed
   */
  public ConfigurationException unserved(RuntimeException reason) {
    return new ConfigurationException(named.place() + ": " + reason.getMessage(), reason);
  }

  /** Where the directory is named. */
  @Override
  public String toString() {
    return named.place().toString();
  }
}
