package org.entresol.guard;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A table of locks, one for each key that somebody holds or waits for.
 *
 * <p>User code runs under such a lock and under no other, so it never holds up another key. A lock
 * is there only while it is used; an idle table is empty. Locks are not reentrant: a thread that
 * asks again for a key it holds, or whose wait could never end, gets a {@link DeadlockException};
 * one whose time is up, or that is interrupted in waiting, another {@link WaitException}.
 * Thread-safe.
 *
 * @param <K> the type of keys
 */
public final class KeyLocks<K> {

  private final ConcurrentMap<K, KeyLock> locks = new ConcurrentHashMap<>();
  private final UnaryOperator<RuntimeException> refusal;

  /** Creates an empty table, whose refusals are {@link WaitException}s. */
  public KeyLocks() {
    this(UnaryOperator.identity());
  }

  /**
   * Creates an empty table.
   *
   * @param refusal what is thrown in place of a {@link WaitException}
   */
  public KeyLocks(UnaryOperator<RuntimeException> refusal) {
    this.refusal = refusal;
  }

  /**
   * Takes the lock of a key, waiting for it as long as needed, for what has to be done in any case:
   * interrupts do not end the wait.
   *
   * @throws DeadlockException when the wait could never end
   */
  public void acquire(K key) {
    acquire(key, lock -> lock.lock(key));
  }

  /**
   * Takes the lock of a key, waiting for it until a deadline, or an interrupt.
   *
   * @throws WaitException when the wait could never end, or was given up
   */
  public void acquire(K key, Deadline deadline) {
    acquire(key, lock -> lock.lock(key, deadline));
  }

  private void acquire(K key, Consumer<KeyLock> taking) {
    KeyLock lock = use(key);
    try {
      taking.accept(lock);
    } catch (WaitException e) {
      leave(key);
      throw refusal.apply(e);
    } catch (RuntimeException | Error e) {
      leave(key);
      throw e;
    }
  }

  /** Takes the lock of a key if nobody has it. */
  public boolean tryAcquire(K key) {
    KeyLock lock = use(key);
    if (lock.tryAcquire(1)) {
      return true;
    }
    leave(key);
    return false;
  }

  /**
   * Takes all locks or none: on a taken one everything is given back, and the wait is for that one
   * alone, with nothing in hand that another could be waiting for.
   *
   * @return the keys, each once, in the order in which they were taken
   * @throws WaitException when the wait could never end, or was given up
   */
  public Set<K> acquireAll(Collection<K> keys, Deadline deadline) {
    Set<K> held = new LinkedHashSet<>();
    @Nullable K contended = null;
    try {
      do {
        if (contended != null) {
          acquire(contended, deadline);
          held.add(contended);
        }
        contended = acquireFree(keys, held);
      } while (contended != null);
      return held;
    } catch (RuntimeException | Error e) {
      held.forEach(this::release);
      throw e;
    }
  }

  /** Takes what is free; at the first key that is not, gives all back and returns that key. */
  private @Nullable K acquireFree(Collection<K> keys, Set<K> held) {
    for (K key : keys) {
      if (held.contains(key)) {
        continue;
      }
      if (!tryAcquire(key)) {
        held.forEach(this::release);
        held.clear();
        return key;
      }
      held.add(key);
    }
    return null;
  }

  /** Gives back the lock of a key that the current thread holds. */
  public void release(K key) {
    KeyLock lock = locks.get(key);
    if (lock == null) {
      throw new IllegalStateException("key '" + key + "' is not held");
    }
    lock.release(1);
    leave(key);
  }

  /** Whether some thread, the current one included, holds the lock of a key. */
  public boolean isHeld(K key) {
    KeyLock lock = locks.get(key);
    return lock != null && lock.owner() != null;
  }

  /** Whether the current thread holds the lock of a key. */
  public boolean isMine(K key) {
    KeyLock lock = locks.get(key);
    return lock != null && lock.isMine();
  }

  /**
   * Waits for those who hold a lock now, one after the other.
   *
   * @throws WaitException when the current thread is one of them, the wait could never end, or was
   *     given up
   */
  public void awaitAll(Deadline deadline) {
    for (K key : locks.keySet()) {
      acquire(key, deadline);
      release(key);
    }
  }

  /** The number of keys that somebody holds or waits for. */
  public int size() {
    return locks.size();
  }

  private KeyLock use(K key) {
    return locks.compute(
        key,
        (k, lock) -> {
          KeyLock used = (lock == null) ? new KeyLock() : lock;
          used.users++;
          return used;
        });
  }

  private void leave(K key) {
    locks.computeIfPresent(key, (k, lock) -> (--lock.users == 0) ? null : lock);
  }

  /** The lock of one key: exclusive, not reentrant, with a known owner. */
  private static final class KeyLock extends AbstractQueuedSynchronizer implements Awaited {

    private static final long serialVersionUID = 1L;

    /** Threads that hold or want this lock; changed only inside the table's compute. */
    private int users;

    void lock(Object key) {
      if (!enter(key)) {
        return;
      }
      try {
        acquire(1);
      } finally {
        Waits.leave();
      }
    }

    void lock(Object key, Deadline deadline) {
      if (!enter(key)) {
        return;
      }
      try {
        if (deadline == Deadline.NEVER) {
          acquireInterruptibly(1);
        } else if (!tryAcquireNanos(1, deadline.nanosLeft())) {
          throw WaitException.overdue("the use of key '" + key + "' by others", deadline.limit());
        }
      } catch (InterruptedException e) {
        throw WaitException.interrupted("key '" + key + "', which others use");
      } finally {
        Waits.leave();
      }
    }

    /** Takes the lock if it is free; else enters the current thread as waiting for it. */
    private boolean enter(Object key) {
      if (isMine()) {
        throw DeadlockException.onOwn(key);
      }
      if (tryAcquire(1)) {
        return false;
      }
      if (!Waits.enter(this)) {
        throw DeadlockException.on(key);
      }
      return true;
    }

    boolean isMine() {
      return getExclusiveOwnerThread() == Thread.currentThread();
    }

    @Override
    public @Nullable Thread owner() {
      return (getState() == 0) ? null : getExclusiveOwnerThread();
    }

    @Override
    protected boolean tryAcquire(int one) {
      if (compareAndSetState(0, 1)) {
        setExclusiveOwnerThread(Thread.currentThread());
        return true;
      }
      return false;
    }

    @Override
    protected boolean tryRelease(int one) {
      if (!isMine()) {
        throw new IllegalMonitorStateException("this lock is held by " + getExclusiveOwnerThread());
      }
      setExclusiveOwnerThread(null);
      setState(0);
      return true;
    }
  }
}
