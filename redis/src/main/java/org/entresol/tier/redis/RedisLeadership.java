package org.entresol.tier.redis;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.entresol.tier.Leadership;

/**
 * The lead of a task in Redis: a key that says who holds it and since when, and ends with the
 * lease. Thread-safe.
 */
final class RedisLeadership implements Leadership {

  private final RedisConnection connection;
  private final String key;
  private final String who = UUID.randomUUID().toString();

  /**
   * The per cent sign keeps it apart from caches, in whose names there is none that stands alone.
   */
  RedisLeadership(RedisConnection connection, String namespace, String name) {
    this.connection = connection;
    this.key = namespace + ":%lead:" + name;
  }

  @Override
  public long hold(Duration lease) {
    return ask(lease.toMillis(), "hold the lead " + key);
  }

  @Override
  public void leave() {
    ask(0, "leave the lead " + key);
  }

  private long ask(long millis, String what) {
    connection.requirePermit();
    List<Object> answer =
        connection.await(connection.run(Script.LEAD, key, List.of(key), who, millis), what);
    return (Long) answer.get(0);
  }
}
