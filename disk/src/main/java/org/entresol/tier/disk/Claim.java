package org.entresol.tier.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;

/**
 * The right of one copy of this class to use a directory in this JVM. Where several class loaders
 * have one each, as web applications in one server may, SQLite is there several times, and the
 * system gives back the locks of all of them when one closes a file: so only one copy may have a
 * directory at a time. What is common to all copies is the system's properties. Thread-safe.
 */
final class Claim implements AutoCloseable {

  private static final String NAME = "org.entresol.disk.claim:";

  /** Tells this copy of the class from others. */
  private static final String COPY = UUID.randomUUID().toString();

  private final String property;
  private final AtomicBoolean released = new AtomicBoolean();

  private Claim(String property) {
    this.property = property;
  }

  /**
   * Claims a directory, which is made if it is not there. Nobody is waited for.
   *
   * @throws TierException if another copy has it, or it cannot be made
   */
  static Claim of(Path directory) {
    String property;
    try {
      property = NAME + Files.createDirectories(directory).toRealPath();
    } catch (IOException e) {
      throw Directory.unusable(directory, e);
    }
    Object claimed =
        System.getProperties().compute(property, (name, claims) -> with(String.valueOf(claims), 1));
    if (claimed == null || !isOwn(claimed.toString())) {
      throw new TierException(
          "disk.path: %s is in use by another copy of entresol-disk in this JVM, of another class loader, and the files would be damaged; allowed: one copy for all, as a library of the server, or another directory"
              .formatted(directory),
          null,
          true);
    }
    return new Claim(property);
  }

  private static boolean isOwn(String claims) {
    return claims.startsWith(COPY);
  }

  /** The claims of a directory, of which there are more or fewer now; another's stay. */
  private static @Nullable String with(String claims, int more) {
    if (!claims.equals("null") && !isOwn(claims)) {
      return claims;
    }
    int count = more + (isOwn(claims) ? Integer.parseInt(claims.substring(COPY.length() + 1)) : 0);
    return (count <= 0) ? null : COPY + " " + count;
  }

  @Override
  public void close() {
    if (released.compareAndSet(false, true)) {
      Object unused =
          System.getProperties()
              .computeIfPresent(property, (name, claims) -> with(claims.toString(), -1));
    }
  }
}
