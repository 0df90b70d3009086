package org.entresol.jcache;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one cache manager: daemons that are there while there is work, and end with the
 * manager. Listeners and loads have threads of their own, so that a listener may wait for a load.
 */
final class Workers {

  private static final int LISTENER_THREADS =
      Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

  /** Loads mostly wait for their source, so there may be many more of them than processors. */
  private static final int LOAD_THREADS = 64;

  /** More than these that wait for a thread are refused: their source does not keep up. */
  private static final int MOST_LOADS = 10_000;

  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor listeners;
  private final ThreadPoolExecutor loads;
  private final ThreadFactory writes;
  private final ScheduledThreadPoolExecutor notices;

  /**
   * Creates the workers of a manager; no thread is started yet.
   *
   * @param loader what the threads' context class loader is to be, so that users' code finds its
   *     own
   */
  Workers(ClassLoader loader) {
    listeners =
        new ThreadPoolExecutor(
            LISTENER_THREADS,
            LISTENER_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads("entresol-listener-", loader));
    listeners.allowCoreThreadTimeOut(true);
    loads =
        new ThreadPoolExecutor(
            LOAD_THREADS,
            LOAD_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_LOADS),
            threads("entresol-load-", loader));
    loads.allowCoreThreadTimeOut(true);
    writes = threads("entresol-write-", loader);
    notices = new ScheduledThreadPoolExecutor(1, threads("entresol-notice-", loader));
    notices.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    notices.allowCoreThreadTimeOut(true);
    notices.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static ThreadFactory threads(String prefix, ClassLoader loader) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Worker(task, prefix + number.incrementAndGet());
      thread.setContextClassLoader(loader);
      return thread;
    };
  }

  /** Whether the current thread is a worker of any manager's. */
  static boolean isOneOfThem() {
    return Thread.currentThread() instanceof Worker;
  }

  /** A thread that closing waits for. */
  private static final class Worker extends Thread {
    Worker(Runnable task, String name) {
      super(task, name);
      setDaemon(true);
    }
  }

  /** Runs asynchronous listeners. */
  Executor listeners() {
    return listeners;
  }

  /** Runs {@code loadAll}. */
  Executor loads() {
    return loads;
  }

  /** Makes the threads of caches that write behind, which end with these. */
  ThreadFactory writes() {
    return writes;
  }

  /** Runs what is said later; once these workers are closed, no more. */
  ScheduledExecutorService notices() {
    return notices;
  }

  /** Lets running work finish and takes no more. */
  void close() {
    listeners.shutdown();
    loads.shutdown();
    notices.shutdown();
  }
}
