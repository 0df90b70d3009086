package org.entresol.tier.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The ways of commands that name many keys: one command to a single server; on a cluster, where a
 * command may only name keys of one slot, one for each partition, all on their way at once.
 */
final class Routes {

  private final RedisConnection connection;
  private final KeySpace keys;
  private final CacheRecord record;

  Routes(RedisConnection connection, KeySpace keys, CacheRecord record) {
    this.connection = connection;
    this.keys = keys;
    this.record = record;
  }

  /** Refuses at once where the cache may not be asked for now. */
  void requirePermit() {
    record.requirePermit();
  }

  /** A command for some items, which goes the way of a key and gives their answers in order. */
  @FunctionalInterface
  interface Command<T, R> {
    CompletableFuture<List<R>> send(String route, List<T> items);
  }

  /**
   * Sends items in as few commands as their keys allow.
   *
   * @return the answers, in the order of the items if the command gives any
   */
  <T, R> List<R> send(
      List<T> items, Function<T, byte[]> keyOf, Command<T, R> command, String what) {
    return toPartitions(items, item -> keys.partitionOf(keyOf.apply(item)), command, what);
  }

  /**
   * The same for items that each belong to a partition.
   *
   * @return the answers, in the order of the items if the command gives any
   */
  <T, R> List<R> toPartitions(
      List<T> items, ToIntFunction<T> partitionOf, Command<T, R> command, String what) {
    if (items.isEmpty()) {
      return List.of();
    }
    requirePermit();
    if (!connection.isCluster() || items.size() == 1) {
      String route = keys.sequence(partitionOf.applyAsInt(items.get(0)));
      return connection.await(command.send(route, items), what);
    }
    Map<Integer, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      int partition = partitionOf.applyAsInt(items.get(i));
      places.computeIfAbsent(partition, p -> new ArrayList<>()).add(i);
    }
    List<Sent<R>> sent = new ArrayList<>(places.size());
    places.forEach(
        (partition, at) ->
            sent.add(
                new Sent<>(
                    at,
                    command.send(keys.sequence(partition), at.stream().map(items::get).toList()))));
    return inOrder(sent, items.size(), what);
  }

  private record Sent<R>(List<Integer> places, CompletableFuture<List<R>> answer) {}

  @SuppressWarnings("unchecked") // the array holds nothing but answers
  private <R> List<R> inOrder(List<Sent<R>> sent, int size, String what) {
    Object[] all = new Object[size];
    for (Sent<R> part : sent) {
      List<R> answers = connection.await(part.answer(), what);
      for (int i = 0; i < answers.size(); i++) {
        all[part.places().get(i)] = answers.get(i);
      }
    }
    return (List<R>) Arrays.asList(all);
  }
}
