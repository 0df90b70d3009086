package org.entresol.tier.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entresol.tier.Backlog;
import org.entresol.tier.ByteQueue;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.Lease;
import org.entresol.tier.QueueClaim;
import org.entresol.tier.QueueResult;
import org.entresol.tier.QueuedWrite;
import org.entresol.tier.redis.QueuePages.Place;
import org.jspecify.annotations.Nullable;

/**
 * The pending writes of one cache in Redis, which lie in the partitions of their entries.
 *
 * <p>What is asked of many partitions or keys is one command on a single server; on a cluster it is
 * one for each partition, all on their way at once. Thread-safe.
 */
final class RedisQueue implements ByteQueue {

  private final RedisConnection connection;
  private final KeySpace keys;
  private final Routes routes;
  private final PendingRoom room;
  private final QueuePages pages;

  RedisQueue(RedisConnection connection, KeySpace keys, Routes routes, PendingRoom room) {
    this.connection = connection;
    this.keys = keys;
    this.routes = routes;
    this.room = room;
    this.pages = new QueuePages(connection, keys, new Aside(connection, keys, room), true);
  }

  private List<Object> sequences(List<Integer> partitions) {
    return partitions.stream().<Object>map(keys::sequence).toList();
  }

  // ---- claims

  @Override
  public List<QueueClaim> claim(
      Collection<Integer> partitions, Lease owner, boolean early, int most, Duration length) {
    return routes
        .toPartitions(
            List.copyOf(partitions),
            partition -> partition,
            (route, part) ->
                connection
                    .run(
                        Script.CLAIM,
                        route,
                        sequences(part),
                        EntryFormat.token(owner.token()),
                        length.toMillis(),
                        early ? "1" : "0",
                        most,
                        room.most())
                    .thenApply(replies -> claims(part, owner, replies)),
            "claim pending writes")
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** The claims of each partition: one or none. */
  private List<List<QueueClaim>> claims(List<Integer> part, Lease owner, List<Object> replies) {
    List<List<QueueClaim>> claims = new ArrayList<>();
    part.forEach(partition -> claims.add(List.of()));
    int next = 0;
    while (next < replies.size()) {
      int place = ((Long) replies.get(next)).intValue() - 1;
      long token = QueueFormat.token((byte[]) replies.get(next + 1));
      int end = next + 3 + 2 * ((Long) replies.get(next + 2)).intValue();
      List<QueuedWrite> writes =
          pages.readable(
              part.get(place), Place.DUE, replies.subList(next + 3, end), QueueFormat::pending);
      claims.set(place, List.of(new QueueClaim(part.get(place), owner, token, writes)));
      next = end;
    }
    return claims;
  }

  @Override
  public List<Boolean> extend(List<QueueClaim> claims, Duration length) {
    return routes.toPartitions(
        claims,
        QueueClaim::partition,
        (route, part) ->
            connection
                .run(
                    Script.RETAIN,
                    route,
                    sequences(part.stream().map(QueueClaim::partition).toList()),
                    length.toMillis(),
                    QueueFormat.claims(part))
                .thenApply(replies -> replies.stream().map(RedisQueue::isYes).toList()),
        "extend a claim of pending writes");
  }

  @Override
  public boolean settle(QueueClaim claim, List<QueueResult> results) {
    String sequence = keys.sequence(claim.partition());
    List<Object> arguments = new ArrayList<>(3 + 5 * results.size());
    arguments.add(QueueFormat.claim(claim));
    arguments.add(room.delay());
    arguments.add(room.most());
    for (QueueResult result : results) {
      arguments.add(keys.own(result.write().key()));
      arguments.addAll(QueueFormat.arguments(result));
    }
    routes.requirePermit();
    return isYes(
        connection
            .await(
                connection.runOnce(Script.SETTLE, sequence, List.of(sequence), arguments.toArray()),
                "settle pending writes")
            .get(0));
  }

  private static boolean isYes(Object reply) {
    return reply instanceof Long number && number == 1;
  }

  // ---- look-ups

  @Override
  public List<@Nullable QueuedWrite> unwritten(List<byte[]> wanted) {
    List<Optional<QueuedWrite>> found =
        routes.send(
            wanted,
            key -> key,
            (route, part) ->
                connection
                    .run(Script.UNWRITTEN, route, names(part))
                    .thenApply(replies -> writes(part, replies)),
            "read pending writes");
    List<@Nullable QueuedWrite> unwritten = new ArrayList<>(found.size());
    found.forEach(write -> unwritten.add(write.orElse(null)));
    return unwritten;
  }

  private static List<Optional<QueuedWrite>> writes(List<byte[]> part, List<Object> replies) {
    List<Optional<QueuedWrite>> writes = new ArrayList<>(part.size());
    for (int i = 0; i < part.size(); i++) {
      byte[] bytes = (byte[]) replies.get(i);
      writes.add(Optional.ofNullable(QueueFormat.either(part.get(i), bytes)));
    }
    return writes;
  }

  private List<Object> names(List<byte[]> part) {
    List<Object> names = new ArrayList<>(2 * part.size());
    for (byte[] key : part) {
      int partition = keys.partitionOf(key);
      names.add(keys.sequence(partition));
      names.add(keys.entry(partition, key));
    }
    return names;
  }

  @Override
  public Backlog backlog() {
    List<Backlog> parts =
        connection.isCluster() ? backlogs() : backlogs(List.of(partitions().toList()));
    return parts.stream().reduce(Backlog.NONE, Backlog::and);
  }

  /** How much there is of each partition, all asked at once. */
  List<Backlog> backlogs() {
    return backlogs(partitions().map(List::of).toList());
  }

  private Stream<Integer> partitions() {
    return IntStream.range(0, keys.partitions()).boxed();
  }

  private List<Backlog> backlogs(List<List<Integer>> parts) {
    routes.requirePermit();
    List<CompletableFuture<List<Object>>> answers = new ArrayList<>();
    for (List<Integer> part : parts) {
      answers.add(
          connection.run(
              Script.BACKLOG, keys.sequence(part.get(0)), sequences(part), room.delay()));
    }
    List<Backlog> backlogs = new ArrayList<>();
    for (CompletableFuture<List<Object>> answer : answers) {
      List<Object> numbers = connection.await(answer, "count pending writes");
      backlogs.add(
          new Backlog((Long) numbers.get(0), (Long) numbers.get(1), (Long) numbers.get(2)));
    }
    return backlogs;
  }

  @Override
  public List<QueuedWrite> pending(int most) {
    return pages.pending(most);
  }

  // ---- dead letters

  @Override
  public List<DeadWrite> dead(int most) {
    return pages.dead(most);
  }

  @Override
  public boolean replay(byte[] key) {
    return isYes(ask(Script.REPLAY, key, "replay a dead letter", room.most()).get(0));
  }

  @Override
  public @Nullable DeadWrite drop(byte[] key) {
    List<Object> dropped = ask(Script.DROP, key, "drop a dead letter");
    return dropped.isEmpty() ? null : QueueFormat.dead(key, (byte[]) dropped.get(0));
  }

  private List<Object> ask(Script script, byte[] key, String what, Object... arguments) {
    routes.requirePermit();
    String route = keys.sequence(keys.partitionOf(key));
    return connection.await(
        connection.runOnce(script, route, names(List.of(key)), arguments), what);
  }
}
