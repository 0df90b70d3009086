package org.entresol.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that this JVM claims among all that a user runs on this machine: each is a locked byte of
 * one file. The system takes the claims back when the JVM ends, however it ends.
 */
final class Claims {
  private final Path file;
  private final int count;
  private final List<FileLock> held = new ArrayList<>();
  private @Nullable FileChannel channel;

  /** Not the same for every JVM, so that two seldom ask for the same. */
  private int next;

  /**
   * Claims nothing yet.
   *
   * @param count the numbers are those from 0 to one less
   */
  Claims(Path file, int count) {
    this.file = file;
    this.count = count;
    this.next = ThreadLocalRandom.current().nextInt(count);
  }

  /** A number that nobody else has; one of our own again when no other is left. */
  synchronized int next() {
    try {
      for (int tries = 0; tries < count; tries++) {
        int number = next;
        next = (next + 1) % count;
        if (isOurs(number) || claim(number)) {
          return number;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("other JVMs have claimed all " + count + " of " + file);
  }

  private boolean isOurs(int number) {
    return held.stream().anyMatch(lock -> lock.position() == number);
  }

  private boolean claim(int number) throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel = open;
    }
    FileLock lock = open.tryLock(number, 1, false);
    if (lock == null) {
      return false;
    }
    held.add(lock);
    return true;
  }
}
