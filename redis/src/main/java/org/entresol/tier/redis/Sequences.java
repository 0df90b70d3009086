package org.entresol.tier.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.concurrent.CompletableFuture;
import org.entresol.tier.Recall;
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
    List<Object> unused =
        ofAll(
            "clear",
            (route, names) ->
                connection.runOnce(Script.CLEAR, route, names, channel, node, drops ? "1" : "0"));
  }

  /**
   * Recalls tags in all partitions.
   *
   * @param channel the name of the channel; empty when nobody listens
   * @param node the one that recalls them
   * @param apart how many milliseconds what lets entries expire has to be behind another one not to
   *     be one with it
   * @return the sequences at which it was done
   */
  long[] recall(byte[] channel, byte[] node, long[] tags, Recall how, long apart) {
    byte[] hashes = EntryFormat.hashes(tags);
    String kind = (how == Recall.DROP) ? "t" : "s";
    List<Object> replies =
        ofAll(
            "recall",
            (route, names) ->
                connection.runOnce(
                    Script.RECALL, route, names, channel, node, MOST_TAGS, kind, apart, hashes));
    long[] sequences = new long[keys.partitions()];
    for (int p = 0; p < replies.size(); p++) {
      sequences[p] = EntryFormat.sequence((byte[]) replies.get(p));
    }
    return sequences;
  }

  /**
   * Forgets what was recalled until a sequence of each partition.
   *
   * @param last the instant until which entries have expired that are of no use any more
   */
  void trim(long[] until, long last) {
    PrimitiveIterator.OfLong bounds = Arrays.stream(until).iterator();
    List<Object> unused =
        ofAll(
            "forget recalls",
            (route, names) -> {
              List<Object> own = new ArrayList<>(List.of(last));
              names.forEach(name -> own.add(bounds.nextLong()));
              return connection.run(Script.TRIM, route, names, own.toArray());
            });
  }

  /** The sequences of all partitions, in one call; 0 for one that is missing. */
  long[] read() {
    List<Object> values =
        ofAll(
            "read sequences",
            (route, names) -> connection.currentValues(route, withLasting(names)));
    long[] sequences = new long[keys.partitions()];
    for (int p = 0, i = 0; i < values.size(); i += LASTING.size() + 1) {
      sequences[p++] = EntryFormat.decimal((byte[]) values.get(i));
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

  /** What is said of some sequences, by the first of which the call finds its way. */
  private interface Question {
    CompletableFuture<List<Object>> of(String route, List<Object> names);
  }

  /** Asks the same of all sequences at once: what is said of them, in the order of partitions. */
  private List<Object> ofAll(String what, Question question) {
    record.requirePermit();
    List<CompletableFuture<List<Object>>> answers = new ArrayList<>();
    for (List<Object> names : sequenceNames()) {
      answers.add(question.of((String) names.get(0), names));
    }
    List<Object> said = new ArrayList<>();
    answers.forEach(answer -> said.addAll(connection.await(answer, what)));
    return said;
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
