package org.entresol.tier.redis;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.entresol.time.Clock;

/**
 * This node's estimate of the server's clock: what the server last said, and what has passed here
 * since. It errs by less than half a round trip. Thread-safe.
 */
final class ServerClock {

  private final RedisConnection connection;
  private final Clock clock;

  /** The server's time at the origin of this node's clock, in nanoseconds. */
  private volatile long origin;

  ServerClock(RedisConnection connection, Clock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /** Asks the server for its time. */
  void measure() {
    connection.requirePermit();
    long before = clock.nanos();
    List<Object> time = connection.await(connection.time(), "tell the time");
    long middle = before + (clock.nanos() - before) / 2;
    long seconds = EntryFormat.decimal((byte[]) time.get(0));
    long micros = EntryFormat.decimal((byte[]) time.get(1));
    origin = TimeUnit.SECONDS.toNanos(seconds) + TimeUnit.MICROSECONDS.toNanos(micros) - middle;
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(origin + clock.nanos());
  }
}
