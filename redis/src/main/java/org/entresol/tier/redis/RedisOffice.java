package org.entresol.tier.redis;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.entresol.tier.Office;

/**
 * An office in Redis: a key that says who holds it and since when, and ends with the lease.
 * Thread-safe.
 */
final class RedisOffice implements Office {

  private final RedisConnection connection;
  private final String key;
  private final String who = UUID.randomUUID().toString();

  /**
   * The per cent sign keeps it apart from caches, in whose names there is none that stands alone.
   */
  RedisOffice(RedisConnection connection, String namespace, String name) {
    this.connection = connection;
    this.key = namespace + ":%office:" + name;
  }

  @Override
  public long hold(Duration lease) {
    return ask(lease.toMillis(), "hold the office " + key);
  }

  @Override
  public void leave() {
    ask(0, "leave the office " + key);
  }

  private long ask(long millis, String what) {
    connection.requirePermit();
    List<Object> answer =
        connection.await(connection.run(Script.OFFICE, key, List.of(key), who, millis), what);
    return (Long) answer.get(0);
  }
}
