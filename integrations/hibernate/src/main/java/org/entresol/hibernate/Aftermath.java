package org.entresol.hibernate;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.hibernate.cache.spi.access.CachedDomainDataAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * What is done at once, and once more a moment later: Hibernate tells older sessions by the clocks
 * of their nodes, so what has changed stays locked for as long as those may differ. Immutable.
 *
 * @param locked single items
 * @param wholly regions of which it is not known what has changed
 * @param spaces the tables, as Hibernate names them, for results of queries
 */
record Aftermath(
    SessionFactoryImplementor factory,
    List<Locked> locked,
    Set<CachedDomainDataAccess> wholly,
    Set<String> spaces) {
  private static final Logger LOG = System.getLogger(Aftermath.class.getName());

  /** By how much the clocks of nodes may differ. */
  private static final long SKEW_MILLIS = 1000;

  private static final ScheduledExecutorService LATER = executor();

  /** Its thread ends when there is nothing to do, as its class loader may be that of a module. */
  private static ScheduledExecutorService executor() {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, Aftermath::thread);
    executor.setKeepAliveTime(2 * SKEW_MILLIS, TimeUnit.MILLISECONDS);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "entresol-hibernate");
    thread.setDaemon(true);
    thread.setContextClassLoader(Aftermath.class.getClassLoader());
    return thread;
  }

  /** What is locked by now, and must not be lost with all else of its region. */
  private static final Set<Locked> HELD = new HashSet<>();

  /** Does what is to be done at once, and leaves the rest for later, even where that has failed. */
  void begin(SharedSessionContractImplementor session) {
    try {
      synchronized (HELD) {
        HELD.addAll(locked);
        forget(session);
      }
    } finally {
      var unused = LATER.schedule(this::end, SKEW_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Forgets whole regions, and results of queries of sessions that have begun by now. */
  private void forget(SharedSessionContractImplementor session) {
    for (CachedDomainDataAccess access : wholly) {
      access.evictAll();
      HELD.stream()
          .filter(one -> one.region().equals(access.getRegion()))
          .forEach(one -> one.lock(session));
    }
    factory.getCache().getTimestampsCache().invalidate(spaces.toArray(String[]::new), session);
  }

  /** What is not released ends with Hibernate's own time-out of a minute. */
  private void end() {
    synchronized (HELD) {
      try {
        if (!factory.isClosed()) {
          release();
        }
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "What was changed in the database is not cached for a while", e);
      } finally {
        locked.forEach(HELD::remove);
      }
    }
  }

  private void release() {
    try (SharedSessionContractImplementor session = factory.openSession()) {
      forget(session);
      locked.forEach(one -> one.release(session));
    }
  }
}
