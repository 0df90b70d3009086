package org.entresol.tier.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.entresol.tier.redis.QueuePages.Damage;
import org.entresol.tier.redis.QueuePages.Place;

/**
 * Where what cannot be read of the queues of one cache is put, and logged, so that it does not stop
 * the rest. Thread-safe.
 */
final class Aside implements Damage {

  private static final Logger LOG = System.getLogger(Aside.class.getName());

  /** Its name, in the partition that it lay in. */
  static final String NAME = "q:bad";

  private final RedisConnection connection;
  private final KeySpace keys;
  private final PendingRoom room;

  Aside(RedisConnection connection, KeySpace keys, PendingRoom room) {
    this.connection = connection;
    this.keys = keys;
    this.room = room;
  }

  /** Nobody waits for it: whoever comes across what is still there puts it aside again. */
  @Override
  public void met(int partition, Place place, List<Object> damaged) {
    String sequence = keys.sequence(partition);
    List<Object> arguments = new ArrayList<>();
    arguments.add(place.hash());
    arguments.add(room.most());
    arguments.addAll(damaged);
    CompletableFuture<?> unused =
        connection
            .run(Script.ASIDE, sequence, List.of(sequence), arguments.toArray())
            .thenRun(
                () ->
                    LOG.log(
                        Level.WARNING,
                        "{0} of what lay in {1} could not be read and was put aside in {2};"
                            + " allowed: what Entresol writes there",
                        damaged.size() / 2,
                        keys.besides(partition, place.hash()),
                        keys.besides(partition, NAME)));
  }
}
