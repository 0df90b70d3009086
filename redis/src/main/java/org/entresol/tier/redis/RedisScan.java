package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.entresol.tier.Glob;
import org.entresol.tier.KeyBatches;
import org.jspecify.annotations.Nullable;
import org.redisson.client.protocol.decoder.ListScanResult;
import org.redisson.connection.MasterSlaveEntry;

/**
 * The keys of one cache, in batches, from a SCAN of one master after the other. Each step waits no
 * longer than is configured. Belongs to one thread.
 */
final class RedisScan extends KeyBatches<byte[]> {

  static final int BATCH = 500;

  private final UnaryOperator<byte @Nullable []> keyOf;
  private final Names names;

  /**
   * Begins a scan.
   *
   * @param pattern what names look like
   * @param keyOf the key in a name; null for none
   */
  private RedisScan(
      RedisConnection connection, String pattern, UnaryOperator<byte @Nullable []> keyOf) {
    this.keyOf = keyOf;
    this.names = new Names(connection, pattern);
  }

  /** The keys of entries that look like something. */
  static RedisScan ofEntries(RedisConnection connection, KeySpace keys, Glob glob) {
    return new RedisScan(connection, keys.entriesPattern(glob), keys::keyOf);
  }

  /** The keys that load tickets are left beside, and that look like something. */
  static RedisScan ofTickets(RedisConnection connection, KeySpace keys, Glob glob) {
    return new RedisScan(connection, keys.ticketsPattern(glob), keys::keyOfTicket);
  }

  /** The names of all keys that fit a pattern; some may come twice. */
  static final class Names implements Iterator<String> {

    private static final String START = "0";

    private final RedisConnection connection;
    private final String pattern;
    private final Iterator<MasterSlaveEntry> masters;
    private MasterSlaveEntry master;
    private String cursor = START;
    private boolean over;
    private Iterator<String> page = List.<String>of().iterator();

    Names(RedisConnection connection, String pattern) {
      this.connection = connection;
      this.pattern = pattern;
      this.masters = connection.masterEntries().iterator();
      this.master = masters.next();
    }

    @Override
    public boolean hasNext() {
      // A page may be empty although there are more.
      while (!page.hasNext() && !over) {
        turn();
      }
      return page.hasNext();
    }

    private void turn() {
      connection.requirePermit();
      ListScanResult<String> answer =
          connection.await(connection.scan(master, cursor, pattern, BATCH), "scan");
      page = answer.getValues().iterator();
      cursor = answer.getPos();
      if (cursor.equals(START)) {
        over = !masters.hasNext();
        if (!over) {
          master = masters.next();
        }
      }
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.next();
    }
  }

  @Override
  protected @Nullable List<byte[]> more() {
    if (!names.hasNext()) {
      return null;
    }
    List<byte[]> batch = new ArrayList<>(BATCH);
    while (batch.size() < BATCH && names.hasNext()) {
      byte[] key = keyOf.apply(names.next().getBytes(UTF_8));
      if (key != null) {
        batch.add(key);
      }
    }
    return batch;
  }
}
