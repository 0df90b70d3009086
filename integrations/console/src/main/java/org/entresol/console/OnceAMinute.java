package org.entresol.console;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;

/**
 * A journal of what strangers may cause as often as they like: the latest is told once a minute,
 * with how many there were before it that nobody was told of. Thread-safe.
 */
final class OnceAMinute implements Consumer<String> {

  private final Consumer<String> journal;
  private final Reminder due;
  private final AtomicLong untold = new AtomicLong();

  OnceAMinute(Consumer<String> journal, Clock clock) {
    this.journal = journal;
    this.due = new Reminder(Duration.ofMinutes(1), clock);
  }

  @Override
  public void accept(String text) {
    if (!due.isDue()) {
      untold.incrementAndGet();
      return;
    }
    long before = untold.getAndSet(0);
    journal.accept(before == 0 ? text : "%s; %d such were not told".formatted(text, before));
  }
}
