package org.entresol.jcache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The caches of a manager that do not expire as the file says, because what made them says
 * something else. Thread-safe.
 *
 * <p>An application makes most of its caches when it starts, so they are told together a moment
 * after the first one.
 */
final class PassedOver implements AutoCloseable {

  private static final Logger LOG = System.getLogger(PassedOver.class.getName());

  private static final long MOMENT_SECONDS = 1;

  private final String manager;
  private final ScheduledExecutorService later;

  /** Who was told already is not told again when it is made again; guarded by this. */
  private final Set<String> told = new TreeSet<>();

  /** Guarded by this. */
  private final Set<String> untold = new TreeSet<>();

  /**
   * Creates an empty collection.
   *
   * @param manager the manager in the log
   * @param later runs what tells
   */
  PassedOver(String manager, ScheduledExecutorService later) {
    this.manager = manager;
    this.later = later;
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
      LOG.log(
          Level.WARNING,
          "{0}: for the caches {1} the configuration file says another expiry than what made them,"
              + " which holds; override: true in defaults or in a pattern lets the file hold",
          manager,
          names);
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
