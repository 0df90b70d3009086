package org.entresol.tier.memory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.entresol.tier.Lease;

/** The load locks of one cache: who waits for one is woken. Thread-safe. */
final class LoadLocks {

  /** So that a lock whose time is over by a clock that a test moves is noticed. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final MemoryAuthority authority;
  private final Map<Key, Held> held = new HashMap<>();

  LoadLocks(MemoryAuthority authority) {
    this.authority = authority;
  }

  private record Held(long owner, long ends) {}

  synchronized boolean tryLock(Key key, Lease owner, Duration length) {
    Span span = Span.of(authority, length);
    Held there = held.get(key);
    boolean free = there == null || there.ends() <= span.now() || there.owner() == owner.token();
    if (free) {
      held.put(key, new Held(owner.token(), span.end()));
    }
    return free;
  }

  synchronized boolean lock(Key key, Lease owner, Duration wait, Duration length) {
    long deadline = System.nanoTime() + wait.toNanos();
    boolean taken = tryLock(key, owner, length);
    try {
      long rest = wait.toNanos();
      while (!taken && rest > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.min(rest, PAUSE_NANOS));
        taken = tryLock(key, owner, length);
        rest = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return taken;
  }

  synchronized void extend(Key key, Lease owner, Duration length) {
    Span span = Span.of(authority, length);
    held.computeIfPresent(
        key, (k, there) -> isOf(owner, there) ? new Held(owner.token(), span.end()) : there);
  }

  synchronized void unlock(Key key, Lease owner) {
    held.computeIfPresent(key, (k, there) -> isOf(owner, there) ? null : there);
    notifyAll();
  }

  /** The locks that stand. */
  synchronized Stream<String> rights() {
    long now = Span.of(authority, Duration.ZERO).now();
    return List.copyOf(held.values()).stream()
        .filter(lock -> lock.ends() > now)
        .map(Held::toString);
  }

  private static boolean isOf(Lease owner, Held there) {
    return there.owner() == owner.token();
  }
}
