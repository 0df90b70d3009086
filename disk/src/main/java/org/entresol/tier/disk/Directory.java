package org.entresol.tier.disk;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entresol.tier.TierDirectory;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;

/**
 * A directory that processes share, as one of them opens it: its files are made, compared with what
 * is demanded, and set aside where they are damaged, by one process at a time. Thread-safe.
 */
final class Directory {

  private static final Logger LOG = System.getLogger(Directory.class.getName());

  /** The log of SQLite and the index of it do not go together on those: they need one machine. */
  private static final Set<String> NETWORK =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "9p",
          "afs",
          "ceph",
          "lustre",
          "glusterfs",
          "fuse.glusterfs",
          "fuse.sshfs",
          "fuse.s3fs",
          "gpfs",
          "ocfs2",
          "beegfs",
          "afpfs",
          "webdav",
          "davfs",
          "fuse.rclone",
          "vboxsf",
          "virtiofs",
          "vmhgfs",
          "fuse.vmhgfs-fuse",
          "prl_fs");

  /** So that two of this JVM do not ask for the same lock, which is that of a whole process. */
  private static final Lock OPENING = new ReentrantLock();

  /** Opening is about so many steps, each of which may take as long as a call may. */
  private static final int OPENING_STEPS = 10;

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);

  private final TierDirectory terms;
  private final Duration patience;

  Directory(TierDirectory terms, Duration patience) {
    this.terms = terms;
    this.patience = patience;
  }

  Path path() {
    return terms.path();
  }

  /** Something that is done with the files while no other process opens them. */
  interface Alone<T> {
    T call() throws IOException;
  }

  /** Does something while no other process opens the files, or sets some aside. */
  <T> T alone(Alone<T> work) {
    if (!Patience.lock(OPENING, openingNanos())) {
      throw away("another thread of this program has been opening files for too long");
    }
    try {
      Files.createDirectories(path());
      requireLocal(Files.getFileStore(path()).type());
      try (FileChannel channel =
              FileChannel.open(
                  path().resolve("entresol.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = lock(channel)) {
        assert held.isValid();
        return work.call();
      }
    } catch (IOException e) {
      throw unusable(path(), e);
    } finally {
      OPENING.unlock();
    }
  }

  /** The exception that says why a directory is of no use. */
  static TierException unusable(Path path, IOException reason) {
    return new TierException(
        "disk.path: %s cannot be used: %s; allowed: a directory that this user may write to"
            .formatted(path, reason),
        reason,
        true);
  }

  /**
   * Takes the right to open the files. Who has it may be a process that was stopped meanwhile, or
   * another class loader of this JVM, which has classes of its own.
   */
  private FileLock lock(FileChannel channel) throws IOException {
    long deadline = System.nanoTime() + openingNanos();
    FileLock taken = tryLock(channel);
    while (taken == null && System.nanoTime() - deadline < 0) {
      Patience.pause(PAUSE);
      taken = tryLock(channel);
    }
    if (taken == null) {
      throw away(
          "another process, or another class loader of this program, has held entresol.lock for too long: look for a process that has it open and is stopped");
    }
    return taken;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private long openingNanos() {
    return patience.multipliedBy(OPENING_STEPS).toNanos();
  }

  private TierException away(String reason) {
    return TierException.away(
        "disk.path: Could not open the files in %s: %s".formatted(path(), reason), null, true);
  }

  /**
   * Refuses a file system of another machine.
   *
   * @param type what kind of file system it is, as the system says
   */
  void requireLocal(String type) {
    if (NETWORK.contains(type.toLowerCase(Locale.ROOT))) {
      throw new TierException(
          "disk.path: %s lies on a network file system (%s), where processes of several machines would damage the files; allowed: a directory on a disk of this machine"
              .formatted(path(), type),
          null,
          true);
    }
  }

  /** The files, which are made where they are missing; to be called {@linkplain #alone alone}. */
  List<Shard> shards() throws IOException {
    List<Shard> shards = new ArrayList<>();
    for (int number = 0; number < terms.shards(); number++) {
      shards.add(shard(number));
    }
    return List.copyOf(shards);
  }

  /** One of the files, which is made if it is missing. */
  private Shard shard(int number) throws IOException {
    Opening opening = opening(number);
    try {
      prepare(opening);
    } catch (SQLException e) {
      if (!Failures.isDamage(e)) {
        throw failed(e, opening);
      }
      setAside(opening.file());
      opening = opening(number);
      try {
        prepare(opening);
      } catch (SQLException again) {
        throw failed(again, opening);
      }
    }
    return new Shard(number, opening, Identity.of(opening.file()));
  }

  private Opening opening(int number) throws IOException {
    return new Opening(file(number), terms, patience);
  }

  private static TierException failed(SQLException cause, Opening opening) {
    return Failures.of(cause, opening.file(), "open the files of disk.path", true);
  }

  /**
   * The file of a shard. One that is begun anew gets the next name: who still has the former one
   * open removes its log by name when it is closed.
   */
  private Path file(int number) throws IOException {
    Pattern names = Pattern.compile("entresol-" + number + "\\.(\\d{1,9})\\.db.*");
    try (Stream<Path> all = Files.list(path())) {
      int last =
          all.map(file -> names.matcher(file.getFileName().toString()))
              .filter(Matcher::matches)
              .mapToInt(name -> Integer.parseInt(name.group(1)))
              .max()
              .orElse(0);
      Path found = file(number, last);
      return Files.exists(found) ? found : file(number, last + 1);
    }
  }

  private Path file(int number, int generation) {
    return path().resolve("entresol-%d.%d.db".formatted(number, generation));
  }

  private void prepare(Opening opening) throws SQLException {
    try (Session session = opening.first()) {
      boolean there = Schema.isThere(session, opening.file());
      if (!there) {
        // To be said before anything is written: what is free can be given back in small steps.
        session.run("PRAGMA auto_vacuum = INCREMENTAL");
      } else {
        tellOf(Schema.upgrade(session, opening.file()), opening.file());
      }
      requireLog(session, opening.file());
      if (!there) {
        session.run("BEGIN IMMEDIATE");
        Schema.create(session);
        session.run("INSERT INTO meta VALUES ('history', ?)", UUID.randomUUID().toString());
        session.run("INSERT INTO meta VALUES ('shards', ?)", String.valueOf(terms.shards()));
        session.run("COMMIT");
      }
      requireSame(session, "shards", String.valueOf(terms.shards()));
      Schema.prepare(session, terms.bound().eviction());
    }
  }

  private static void tellOf(long gone, Path file) {
    if (gone > 0) {
      LOG.log(
          Level.WARNING,
          "{0} was of an earlier release, which wrote entries in another form; {1} entries are gone",
          file,
          gone);
    }
  }

  /**
   * Refuses a file that cannot have a log, without which readers and writers exclude each other.
   */
  static void requireLog(Session session, Path file) throws SQLException {
    String mode = session.text("PRAGMA journal_mode = WAL");
    if (!mode.equalsIgnoreCase("wal")) {
      throw new TierException(
          "disk.path: %s cannot be used with SQLite's write-ahead log, but only with journal_mode %s; allowed: a directory on a disk of this machine"
              .formatted(file, mode),
          null,
          true);
    }
  }

  private void requireSame(Session session, String setting, String wanted) throws SQLException {
    String found = session.text("SELECT value FROM meta WHERE name = ?", setting);
    if (!wanted.equals(found)) {
      throw new TierException(
          "disk.%s: %s is not allowed, as the files in %s were made with %s; allowed: %s, or another path"
              .formatted(setting, wanted, path(), found, found),
          null,
          true);
    }
  }

  /** Puts a damaged file aside, with its log and the files beside it, for somebody to look at. */
  void setAside(Path file) {
    String ending = ".damaged-" + INSTANT.format(ZonedDateTime.now(ZoneOffset.UTC));
    LOG.log(
        Level.ERROR,
        "{0} is damaged; it is set aside with the ending {1}, and begun anew",
        file,
        ending);
    try {
      // What is left of values alone would be removed as a leftover.
      for (String part : List.of(LargeValues.ENDING, "", "-wal", "-shm")) {
        Path from = file.resolveSibling(file.getFileName() + part);
        if (Files.exists(from)) {
          Files.move(
              from,
              from.resolveSibling(from.getFileName() + ending),
              StandardCopyOption.ATOMIC_MOVE);
        }
      }
    } catch (IOException e) {
      throw new TierException(file + " is damaged, and cannot be set aside: " + e, e, true);
    }
  }
}
