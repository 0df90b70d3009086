package org.entresol.durability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How many operations of each thread of a node were acknowledged, in a file that the system keeps
 * whatever becomes of the process that counts.
 *
 * <p>One process counts while another reads. Each thread counts by itself.
 */
final class Journal {
  private final ByteBuffer counts;

  private Journal(ByteBuffer counts) {
    this.counts = counts;
  }

  /** The journal in a file, which is made if it is not there. */
  static Journal open(Path file, int threads) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new Journal(channel.map(MapMode.READ_WRITE, 0, (long) threads * Integer.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One more operation of a thread was acknowledged. */
  void acknowledge(int thread) {
    int at = thread * Integer.BYTES;
    counts.putInt(at, counts.getInt(at) + 1);
  }

  /** How many of a thread's operations were acknowledged. */
  int acknowledged(int thread) {
    return counts.getInt(thread * Integer.BYTES);
  }
}
