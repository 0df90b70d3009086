package org.entresol.tier.redis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;

/**
 * The way of plans that store whatever there is, which most puts are: a script that reads nothing,
 * so that Redis has half the work. Thread-safe.
 */
final class BlindStores {

  private final Sending sending;
  private final PendingRoom room;

  /** Creates the way of one cache's plans. */
  BlindStores(Sending sending, PendingRoom room) {
    this.sending = sending;
    this.room = room;
  }

  /**
   * Whether plans are all of this kind, for the same length, and all or none written behind, with
   * tags, and dated; what is written behind has no tags here.
   */
  static boolean areAll(List<Plan> plans) {
    Plan first = plans.get(0);
    if (first.tags().length > 0 && first.isWrittenBehind()) {
      return false;
    }
    for (Plan plan : plans) {
      if (!plan.isBlind()
          || plan.lifetimes().creation() != first.lifetimes().creation()
          || plan.isWrittenBehind() != first.isWrittenBehind()
          || EntryBytes.flags(plan) != EntryBytes.flags(first)) {
        return false;
      }
    }
    return true;
  }

  /** Sends plans whose keys one command may name. */
  CompletableFuture<List<Outcome>> send(List<Plan> plans, String route) {
    return (plans.size() == 1 && !plans.get(0).isWrittenBehind())
        ? put(plans.get(0), route)
        : store(plans, route);
  }

  private CompletableFuture<List<Outcome>> put(Plan plan, String route) {
    KeySpace keys = sending.keys();
    int partition = keys.partitionOf(plan.key());
    long nonce = EntryBytes.nonce();
    List<Object> names =
        List.of(
            keys.sequence(partition),
            keys.entry(partition, plan.key()),
            keys.ticket(partition, plan.key()));
    return sending
        .connection()
        .runOnce(
            Script.PUT,
            route,
            names,
            sending.channel(),
            sending.node(),
            EntryFormat.stamp(nonce, plan),
            EntryFormat.life(plan.lifetimes().creation()),
            sending.grace(),
            EntryFormat.body(plan))
        .thenApply(replies -> List.of(EntryFormat.outcome((byte[]) replies.get(0), 0, nonce)));
  }

  private CompletableFuture<List<Outcome>> store(List<Plan> plans, String route) {
    KeySpace keys = sending.keys();
    Map<Integer, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < plans.size(); i++) {
      places.computeIfAbsent(keys.partitionOf(plans.get(i).key()), p -> new ArrayList<>()).add(i);
    }
    long nonce = EntryBytes.nonce();
    List<Object> names = new ArrayList<>(places.size() + plans.size());
    places.keySet().forEach(partition -> names.add(keys.sequence(partition)));
    List<Object> arguments = new ArrayList<>(8 + plans.size());
    arguments.add(sending.channel());
    arguments.add(sending.node());
    arguments.add(EntryFormat.stamp(nonce, plans.get(0)));
    arguments.add(EntryFormat.life(plans.get(0).lifetimes().creation()));
    arguments.add(sending.grace());
    ByteBuffer counts = ByteBuffer.allocate(Short.BYTES * places.size());
    arguments.add(counts.array());
    arguments.add(room.delay());
    arguments.add(plans.get(0).isWrittenBehind() ? room.most() : "");
    places.forEach(
        (partition, some) -> {
          counts.putShort((short) some.size());
          for (int i : some) {
            names.add(keys.entry(partition, plans.get(i).key()));
            arguments.add(EntryFormat.body(plans.get(i)));
          }
        });
    return sending
        .connection()
        .runOnce(Script.STORE, route, names, arguments.toArray())
        .thenApply(replies -> outcomes(plans.size(), places.values(), replies, nonce));
  }

  /** Each partition tells the sequence of its first entry; the others have the next ones. */
  private static List<Outcome> outcomes(
      int size, Iterable<List<Integer>> places, List<Object> replies, long nonce) {
    Outcome[] outcomes = new Outcome[size];
    int group = 0;
    for (List<Integer> some : places) {
      byte[] reply = (byte[]) replies.get(group++);
      for (int place = 0; place < some.size(); place++) {
        outcomes[some.get(place)] = EntryFormat.outcome(reply, place, nonce);
      }
    }
    return Arrays.asList(outcomes);
  }
}
