package org.entresol.jcache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a manager tells of some of its caches: that they do not expire as the file says, because
 * what made them says something else; or that nothing ends their entries. Thread-safe.
 *
 * <p>An application makes most of its caches when it starts, so they are told together a moment
 * after the first one.
 */
final class Notice implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Notice.class.getName());

  private static final long MOMENT_SECONDS = 1;

  private final Level level;
  private final String message;
  private final String manager;
  private final @Nullable Stay stay;
  private final ScheduledExecutorService later;

  /** Who was told already is not told again when it is made again; guarded by this. */
  private final Set<String> told = new TreeSet<>();

  /** Guarded by this. */
  private final Set<String> untold = new TreeSet<>();

  private Notice(
      Level level,
      String message,
      String manager,
      @Nullable Stay stay,
      ScheduledExecutorService later) {
    this.level = level;
    this.message = message;
    this.manager = manager;
    this.stay = stay;
    this.later = later;
  }

  /**
   * What is told of caches that do not expire as the file says.
   *
   * @param manager the manager in the log
   * @param later runs what tells
   */
  static Notice ofPassedOver(String manager, ScheduledExecutorService later) {
    return new Notice(
        Level.WARNING,
        "{0}: for the caches {1} the configuration file says another expiry than what made them,"
            + " which holds; override: true in defaults or in a pattern lets the file hold",
        manager,
        null,
        later);
  }

  /** What is told of caches whose entries stay where they lie until something ends them. */
  static Notice ofEndless(String manager, Stay stay, ScheduledExecutorService later) {
    return new Notice(
        Level.INFO,
        "{0}: entries of the caches {1} never expire, so they stay {2};"
            + " expiry.modified: 1d below a cache, a pattern or defaults ends them",
        manager,
        stay,
        later);
  }

  /** Adds a cache that is to be told. */
  void add(String cache) {
    if (!isFirst(cache)) {
      return;
    }
    try {
      var unused = later.schedule(this::tell, MOMENT_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      // The manager was closed meanwhile, so nothing comes that could be told together.
      tell();
    }
  }

  private synchronized boolean isFirst(String cache) {
    return !told.contains(cache) && untold.add(cache) && untold.size() == 1;
  }

  private void tell() {
    Set<String> names = take();
    if (!names.isEmpty()) {
      LOG.log(level, message, manager, names, stay);
    }
  }

  private synchronized Set<String> take() {
    Set<String> taken = new TreeSet<>(untold);
    told.addAll(taken);
    untold.clear();
    return taken;
  }

  /** Tells what was not told yet. */
  @Override
  public void close() {
    tell();
  }
}
