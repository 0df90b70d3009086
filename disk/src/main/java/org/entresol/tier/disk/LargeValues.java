package org.entresol.tier.disk;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.entresol.fault.Traces;
import org.entresol.tier.Stored;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The files beside one shard in which large payloads lie, each named by the number that its row
 * has.
 *
 * <p>A file is written within the step that stores its row, under a name that nobody else knows
 * before the step has become true, and is never written to again. It is removed after the step has
 * become true in which its row went or got another. So whoever has the right to write knows that
 * each row has its file, and that a file without a row is an orphan, left by a process that was
 * killed. Who reads beside a writer may find that a file has just gone, and looks at the row again.
 *
 * <p>What a step does is guarded by the shard's right to write; all else is thread-safe.
 */
final class LargeValues {

  private static final Logger LOG = System.getLogger(LargeValues.class.getName());

  /** What the directory of the files is called, after the shard's file. */
  static final String ENDING = "-values";

  /** Into how many directories the files are parted. */
  static final int DIRECTORIES = 256;

  private static final int HEX = 16;

  /** How often a directory is tried to be synchronized by a thread that is interrupted. */
  private static final int TRIES = 3;

  private final Path root;
  private final boolean isSynchronized;
  private final LongAdder lost = new LongAdder();
  private final Traces traces = new Traces(Clock.system());

  /** The files of this step. */
  private final List<Long> written = new ArrayList<>();

  /** Those whose rows went in this step. */
  private final List<Long> gone = new ArrayList<>();

  /**
   * Creates those of a shard, of which nothing need be there.
   *
   * @param shard the shard's file
   * @param isSynchronized whether a file has to outlive a stop of the machine as soon as its row
   *     does
   */
  LargeValues(Path shard, boolean isSynchronized) {
    this.root = shard.resolveSibling(shard.getFileName() + ENDING);
    this.isSynchronized = isSynchronized;
  }

  // ---- names

  /** One of the directories, which need not be there. */
  Path directory(int number) {
    return directory(root, number);
  }

  /** The same of any shard. */
  static Path directory(Path root, int number) {
    return root.resolve("%02x".formatted(number));
  }

  private Path directoryOf(long file) {
    return directory((int) (file & (DIRECTORIES - 1)));
  }

  /** Where a file lies. */
  Path path(long file) {
    return directoryOf(file).resolve("%016x".formatted(file));
  }

  /** The number of a file of this name; 0 for one that is none of these. */
  static long number(Path file) {
    String name = file.getFileName().toString();
    try {
      return (name.length() == HEX) ? Math.max(0, Long.parseUnsignedLong(name, HEX)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  // ---- one file

  /** Writes a file; within the step that stores its row. */
  void write(Beside beside, Stored entry) {
    Path path = path(beside.file());
    written.add(beside.file());
    try {
      Path directory = directoryOf(beside.file());
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory);
        synchronize(root.resolveSibling("."));
        synchronize(root);
      }
      // Not by a channel, which an interrupted thread cannot use.
      try (FileOutputStream out = new FileOutputStream(path.toFile())) {
        out.write(entry.bytes(), entry.offset(), beside.length());
        if (isSynchronized) {
          out.getFD().sync();
        }
      }
      synchronize(directory);
    } catch (IOException e) {
      throw failed("write", path, e);
    }
  }

  private void synchronize(Path directory) throws IOException {
    boolean done = !isSynchronized;
    boolean interrupted = false;
    for (int tries = 0; !done && tries < TRIES; tries++) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
        done = true;
      } catch (ClosedByInterruptException e) {
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What lies in a file; null if it is not there, or is not what its row says. */
  byte @Nullable [] read(Beside beside) {
    File file = path(beside.file()).toFile();
    if (file.length() != beside.length()) {
      return null;
    }
    byte[] payload = new byte[beside.length()];
    try (FileInputStream in = new FileInputStream(file)) {
      return in.readNBytes(payload, 0, payload.length) == payload.length && beside.isOf(payload)
          ? payload
          : null;
    } catch (FileNotFoundException e) {
      if (!file.exists()) {
        return null;
      }
      throw failed("read", file.toPath(), e);
    } catch (IOException e) {
      throw failed("read", file.toPath(), e);
    }
  }

  /** Whether a file is there, as far as one sees without reading it. */
  boolean isThere(Beside beside) {
    return path(beside.file()).toFile().length() == beside.length();
  }

  private static TierException failed(String what, Path path, IOException cause) {
    return new TierException(
        "Could not %s: %s: %s".formatted(what, path, cause.getMessage()), cause, true);
  }

  // ---- steps

  /** Notes that the row of a file goes in this step. */
  void letGo(long file) {
    gone.add(file);
  }

  /**
   * Ends a step that has failed.
   *
   * @param undone whether it is certain that nothing of it has become true; what it has written is
   *     looked after later otherwise
   */
  void takeBack(boolean undone) {
    if (undone) {
      remove(List.copyOf(written));
    }
    written.clear();
    gone.clear();
  }

  /** Ends a step that has become true; the files that are to be removed now. */
  List<Long> settle() {
    List<Long> settled = gone.isEmpty() ? List.of() : List.copyOf(gone);
    written.clear();
    gone.clear();
    return settled;
  }

  /** Removes files; those that do not go now are orphans, and go later. */
  void remove(List<Long> files) {
    for (long file : files) {
      Path path = path(file);
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "A file without a row does not go yet", e);
      }
    }
  }

  // ---- what is amiss

  /** Counts a payload that is lost, whose row goes. */
  void lost(Beside beside) {
    lost.increment();
    IOException reason = new IOException("not there, or not of the length and checksum of its row");
    if (traces.isDue(reason)) {
      LOG.log(
          Level.WARNING,
          "The value in {0} is lost ({1}); its entry is taken for missing",
          path(beside.file()),
          reason.getMessage());
    }
  }

  /** How many payloads were found lost since the files were opened here. */
  long losses() {
    return lost.sum();
  }

  /** Which of some files have no row. */
  static long[] unnamed(Session session, long... files) throws SQLException {
    List<Long> unnamed = new ArrayList<>();
    for (long file : files) {
      if (session.number("SELECT count(*) FROM entry WHERE file = ?", file) == 0) {
        unnamed.add(file);
      }
    }
    return unnamed.stream().mapToLong(Long::longValue).toArray();
  }

  /** Removes those of some files that have no row; within a step, so that none is about to. */
  int removeUnnamed(Session session, long... files) throws SQLException {
    long[] unnamed = unnamed(session, files);
    remove(LongStream.of(unnamed).boxed().toList());
    return unnamed.length;
  }

  /**
   * The files in one of the directories that have not been touched since an instant.
   *
   * @param before the instant, in milliseconds
   */
  long[] files(int directory, long before) {
    File[] all = directory(directory).toFile().listFiles();
    return (all == null)
        ? new long[0]
        : Arrays.stream(all)
            .filter(file -> file.lastModified() < before)
            .mapToLong(file -> number(file.toPath()))
            .filter(file -> file != 0)
            .toArray();
  }
}
