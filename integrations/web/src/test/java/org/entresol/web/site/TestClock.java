package org.entresol.web.site;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes when it is told to. */
public final class TestClock implements InstantSource {
  private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");

  private final AtomicReference<Runnable> next = new AtomicReference<>(() -> {});

  /** Has something done when the time is asked for the next time. */
  public void whenAsked(Runnable event) {
    next.set(event);
  }

  @Override
  public Instant instant() {
    next.getAndSet(() -> {}).run();
    return now;
  }

  public synchronized void go(Duration span) {
    now = now.plus(span);
  }
}
