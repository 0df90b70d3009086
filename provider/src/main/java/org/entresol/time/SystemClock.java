package org.entresol.time;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/** {@link System#nanoTime} since this clock was made; remembers a reading for a while. */
final class SystemClock implements Clock {

  /** How old a remembered reading may get while others are made: threads seldom write it then. */
  private static final long GRAIN = TimeUnit.MILLISECONDS.toNanos(1);

  private static final VarHandle RECENT = handle();

  private final long origin = System.nanoTime();

  @SuppressWarnings("unused") // by its handle: a thread that sees an old one does no harm
  private long recent;

  private static VarHandle handle() {
    try {
      return MethodHandles.lookup().findVarHandle(SystemClock.class, "recent", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public long nanos() {
    long now = System.nanoTime() - origin;
    long last = recent();
    if (now - last > GRAIN) {
      // Whoever comes second has asked earlier, or not much later.
      boolean unused = RECENT.compareAndSet(this, last, now);
    }
    return now;
  }

  @Override
  public long strike() {
    long now = System.nanoTime() - origin;
    long last = recent();
    while (last < now && !RECENT.compareAndSet(this, last, now)) {
      last = recent();
    }
    return now;
  }

  @Override
  public long recent() {
    return (long) RECENT.getOpaque(this);
  }
}
