package org.entresol.tier.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.entresol.tier.RecallFloors;

/** The sequences of all partitions of one cache: what is done to all of them. Thread-safe. */
final class Sequences {

  /** What says which entries are gone, and what the source has not taken. */
  private static final List<String> LASTING =
      List.of("floor", "g", "ge", "q:dead", "q:buried", "q:fence");

  /** How many recalled tags a partition may know; beyond it all that has tags is dropped there. */
  private static final String MOST_TAGS = String.valueOf(RecallFloors.MOST);

  private final RedisConnection connection;
  private final KeySpace keys;
  private final CacheRecord record;

  Sequences(RedisConnection connection, KeySpace keys, CacheRecord record) {
    this.connection = connection;
    this.keys = keys;
    this.record = record;
  }

  /**
   * Steps all sequences, and says so.
   *
   * @param channel the name of the channel; empty when nobody listens
   * @param node the one that steps them
   * @param drops whether what is there is gone then
   */
  void step(byte[] channel, byte[] node, boolean drops) {
    record.requirePermit();
    List<CompletableFuture<List<Object>>> answers = new ArrayList<>();
    for (List<Object> part : sequenceNames()) {
      answers.add(
          connection.runOnce(
              Script.CLEAR, (String) part.get(0), part, channel, node, drops ? "1" : "0"));
    }
    answers.forEach(answer -> connection.await(answer, "clear"));
  }

  /**
   * Recalls tags in all partitions.
   *
   * @param channel the name of the channel; empty when nobody listens
   * @param node the one that recalls them
   * @return the sequences at which it was done
   */
  long[] recall(byte[] channel, byte[] node, long[] tags) {
    record.requirePermit();
    byte[] hashes = EntryFormat.hashes(tags);
    List<CompletableFuture<List<Object>>> answers = new ArrayList<>();
    for (List<Object> part : sequenceNames()) {
      answers.add(
          connection.runOnce(
              Script.RECALL, (String) part.get(0), part, channel, node, MOST_TAGS, hashes));
    }
    long[] sequences = new long[keys.partitions()];
    int p = 0;
    for (CompletableFuture<List<Object>> answer : answers) {
      for (Object reply : connection.await(answer, "recall")) {
        sequences[p++] = EntryFormat.sequence((byte[]) reply);
      }
    }
    return sequences;
  }

  /** Forgets what was recalled until a sequence of each partition. */
  void trim(long[] until) {
    record.requirePermit();
    List<CompletableFuture<List<Object>>> answers = new ArrayList<>();
    int p = 0;
    for (List<Object> part : sequenceNames()) {
      Object[] bounds = new Object[part.size()];
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = until[p++];
      }
      answers.add(connection.run(Script.TRIM, (String) part.get(0), part, bounds));
    }
    answers.forEach(answer -> connection.await(answer, "forget recalls"));
  }

  /** The sequences of all partitions, in one call; 0 for one that is missing. */
  long[] read() {
    record.requirePermit();
    List<CompletableFuture<List<Object>>> answers = new ArrayList<>();
    for (List<Object> part : sequenceNames()) {
      answers.add(connection.currentValues((String) part.get(0), withLasting(part)));
    }
    long[] sequences = new long[keys.partitions()];
    int p = 0;
    for (CompletableFuture<List<Object>> answer : answers) {
      List<Object> values = connection.await(answer, "read sequences");
      for (int i = 0; i < values.size(); i += LASTING.size() + 1) {
        sequences[p++] = EntryFormat.decimal((byte[]) values.get(i));
      }
    }
    return sequences;
  }

  /**
   * Sequences, each followed by what lasts in its partition though hardly anybody reads it: to be
   * asked for keeps it from being the first that Redis evicts.
   */
  private static Object[] withLasting(List<Object> sequences) {
    List<Object> names = new ArrayList<>();
    for (Object sequence : sequences) {
      names.add(sequence);
      LASTING.forEach(part -> names.add(KeySpace.beside((String) sequence, part)));
    }
    return names.toArray();
  }

  /** The names of all sequences, grouped into what one command may name. */
  private List<List<Object>> sequenceNames() {
    List<List<Object>> groups = new ArrayList<>();
    for (int p = 0; p < keys.partitions(); p++) {
      if (p == 0 || connection.isCluster()) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(keys.sequence(p));
    }
    return groups;
  }
}
