package org.entresol.tier.disk;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The removal of large values beside shards that are not there any more, as somebody has removed
 * their files by hand: nobody could find the values again. In small steps; what is set aside as
 * damaged stays. Used by one thread.
 */
final class LeftoverValues {

  private static final Logger LOG = System.getLogger(LeftoverValues.class.getName());

  /** The least time from one look at a directory to the next. */
  static final long PAUSE_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(50);

  private static final Pattern NAME =
      Pattern.compile("(entresol-\\d+\\.\\d+\\.db)" + LargeValues.ENDING);

  private long dueAt;

  /** Goes on for a fraction of a second, if there is something to do. */
  void sweep(Path directory, long now) {
    if (now < dueAt) {
      return;
    }
    long deadline = System.nanoTime() + LONGEST;
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, LeftoverValues::isOne)) {
      for (Path root : left) {
        if (!isDone(root, deadline)) {
          return;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.DEBUG, "What is left of former shards is not looked for now", e);
    }
    dueAt = now + PAUSE_MILLIS;
  }

  /** Whether there was time for all that can go; another process may remove the same. */
  private static boolean isDone(Path root, long deadline) {
    try {
      boolean removed = isRemoved(root, deadline);
      if (removed) {
        LOG.log(
            Level.INFO, "The large values in {0} are removed, as their shard is not there", root);
      }
      return removed;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.WARNING, "What is left of a former shard does not go: {0}", e.toString());
      return true;
    }
  }

  /** A shard that cannot be looked at, or is a link to what is away at the moment, is there. */
  private static boolean isOne(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    return name.matches()
        && Files.notExists(path.resolveSibling(name.group(1)), LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes values, and the directories that are empty then; whether there was time for all. */
  private static boolean isRemoved(Path root, long deadline) throws IOException {
    for (int number = 0; number < LargeValues.DIRECTORIES; number++) {
      Path part = LargeValues.directory(root, number);
      if (Files.isDirectory(part)) {
        try (DirectoryStream<Path> values =
            Files.newDirectoryStream(part, file -> LargeValues.number(file) != 0)) {
          for (Path value : values) {
            if (System.nanoTime() - deadline >= 0) {
              return false;
            }
            Files.deleteIfExists(value);
          }
        }
        Files.deleteIfExists(part);
      }
    }
    Files.deleteIfExists(root);
    return true;
  }
}
