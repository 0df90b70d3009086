package org.entresol.spring.boot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import javax.cache.configuration.Configuration;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.cache.Cache;
import org.springframework.cache.support.AbstractCacheManager;

/**
 * The caches of one manager as Spring's abstraction sees them.
 *
 * <p>A cache that nobody has made is made when it is first asked for, as the configuration
 * describes it; unless the names are given, which then are all that there is beside what the
 * configuration names. Thread-safe.
 */
final class SpringCaches extends AbstractCacheManager implements DisposableBean {

  /** Threads that wait for Redis in the place of who does not. */
  private static final int MOST_THREADS = 32;

  private static final int MOST_WAITING = 10_000;

  private final EntresolCacheManager manager;
  private final Set<String> given;
  private final boolean counted;
  private final ThreadPoolExecutor waiting;

  /**
   * Creates the caches of a manager.
   *
   * @param given the names of all caches there are to be; empty for those that are asked for
   * @param counted whether the statistics of what is made here are switched on
   */
  SpringCaches(EntresolCacheManager manager, Set<String> given, boolean counted) {
    this.manager = manager;
    this.given = Set.copyOf(given);
    this.counted = counted;
    this.waiting =
        new ThreadPoolExecutor(
            MOST_THREADS,
            MOST_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            daemons(),
            SpringCaches::runOrRefuse);
    waiting.allowCoreThreadTimeOut(true);
  }

  /** Who asks too much waits himself; who asks too late hears of it, and waits for nothing. */
  private static void runOrRefuse(Runnable task, ThreadPoolExecutor waiting) {
    if (waiting.isShutdown()) {
      throw new RejectedExecutionException("The caches are closed");
    }
    task.run();
  }

  private static ThreadFactory daemons() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "entresol-spring-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  protected Collection<Cache> loadCaches() {
    given.forEach(this::made);
    List<Cache> caches = new ArrayList<>();
    for (String name : manager.getCacheNames()) {
      caches.add(springs(made(name)));
    }
    return caches;
  }

  @Override
  protected @Nullable Cache getMissingCache(String name) {
    EntresolCache<Object, Object> there = manager.getCache(name);
    if (there == null && given.isEmpty()) {
      there = made(name);
    }
    return there == null ? null : springs(there);
  }

  private Cache springs(EntresolCache<Object, Object> cache) {
    boolean shared = Shown.of(cache).getStack().isShared();
    Executor executor = shared ? waiting : Runnable::run;
    return new SpringCache(cache, executor);
  }

  /** A cache, made if there is none; another thread, or another library, may be quicker. */
  private EntresolCache<Object, Object> made(String name) {
    EntresolCache<Object, Object> there = manager.getCache(name);
    if (there != null) {
      return there;
    }
    try {
      EntresolCache<Object, Object> made = manager.createCache(name, Described.INSTANCE);
      if (counted) {
        manager.enableStatistics(name, true);
      }
      return made;
    } catch (CacheException e) {
      EntresolCache<Object, Object> quicker = manager.getCache(name);
      if (quicker == null) {
        throw e;
      }
      return quicker;
    }
  }

  /** Runs what may wait for Redis. */
  Executor waiting() {
    return waiting;
  }

  @Override
  public void destroy() {
    waiting.shutdown();
  }

  /** Says nothing but the types, so that all else is as the application's configuration has it. */
  private enum Described implements Configuration<Object, Object> {
    INSTANCE;

    @Override
    public Class<Object> getKeyType() {
      return Object.class;
    }

    @Override
    public Class<Object> getValueType() {
      return Object.class;
    }

    @Override
    public boolean isStoreByValue() {
      return true;
    }
  }
}
