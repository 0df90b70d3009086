package org.entresol.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What threads of this JVM allocate in its heap while something is done, as the JVM counts it.
 * Buffers that a client has outside the heap are not in it.
 */
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** The bytes that the calling thread allocates in doing it. */
  public static long ofCurrentThread(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /**
   * The bytes that all threads allocate meanwhile, whatever they do; what threads have allocated
   * that end meanwhile is missing.
   */
  public static long ofAllThreads(Runnable work) {
    long before = byAllThreads();
    work.run();
    return byAllThreads() - before;
  }

  private static long byAllThreads() {
    // A thread that has just ended has allocated -1 bytes.
    return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }
}
