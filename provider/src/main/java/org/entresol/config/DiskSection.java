package org.entresol.config;

import static org.entresol.config.model.Setting.setting;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.entresol.config.Value.Text;
import org.entresol.config.model.Quantities;
import org.entresol.config.model.Said;
import org.entresol.config.model.Scalar;
import org.entresol.config.model.Setting;
import org.entresol.config.model.Words;
import org.jspecify.annotations.Nullable;

/**
 * Where a manager's caches on disk lie, and what it demands of the files there. Immutable and
 * thread-safe.
 */
public final class DiskSection {

  private static final String PATH_ALLOWED = "the path of a directory on a disk of this machine";

  private static final Scalar<Long> BYTES = Quantities.sizeFrom("1MB", 1L << 20);

  /** A directory, and where it was named. */
  record Named(Path path, Place place) {}

  static final Setting<Named> PATH =
      setting("disk.path", new Shape<>(PATH_ALLOWED, (value, loader) -> named(value)));
  static final Setting<Integer> SHARDS = setting("disk.shards", Quantities.upTo(64), "4");
  static final Setting<Synchronous> SYNCHRONOUS =
      setting(
          "disk.synchronous", Words.oneOf(Synchronous.values(), Synchronous::configName), "normal");

  static final Setting<Long> MAX_BYTES = setting("disk.max-bytes", BYTES, "1GB");
  static final Setting<DiskEviction> EVICTION =
      setting(
          "disk.eviction",
          Words.oneOf(DiskEviction.values(), DiskEviction::configName),
          "least-recently-used");

  private final Named named;
  private final Said said;

  private DiskSection(Named named, Said said) {
    this.named = named;
    this.said = said;
  }

  /**
   * What is said; null if nothing is.
   *
   * @throws ConfigurationException if something is, but no directory is named, or a bound for which
   *     nothing may go
   */
  static @Nullable DiskSection of(Said said) {
    Named named = said.about(PATH);
    if (named != null) {
      requireEviction(said);
      return new DiskSection(named, said);
    }
    for (Setting<?> setting : List.of(SHARDS, SYNCHRONOUS, MAX_BYTES, EVICTION)) {
      if (said.keys().contains(setting.key())) {
        throw new ConfigurationException(
            "%s: is not allowed without disk.path; allowed: %s there"
                .formatted(setting.key(), PATH_ALLOWED));
      }
    }
    return null;
  }

  private static void requireEviction(Said said) {
    if (said.get(EVICTION) == DiskEviction.NONE && said.keys().contains(MAX_BYTES.key())) {
      throw new ConfigurationException(
          "%s: is not allowed with %s: %s, by which nothing goes; allowed: another one, or no bound"
              .formatted(MAX_BYTES.key(), EVICTION.key(), DiskEviction.NONE.configName()));
    }
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
    return said.get(SHARDS);
  }

  /** What an acknowledged change has survived. */
  public Synchronous synchronous() {
    return said.get(SYNCHRONOUS);
  }

  /** How many bytes the entries of all processes may take; meaningless without eviction. */
  public long maxBytes() {
    return said.get(MAX_BYTES);
  }

  /** Which entries go first when they would take more. */
  public DiskEviction eviction() {
    return said.get(EVICTION);
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
