package org.entresol.tier.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;

/** The way of plans to Redis: as one script, however many a command may name. Thread-safe. */
final class Mutations {

  private static final byte[] YES = {'1'};
  private static final byte[] NO = {'0'};

  /** The longest key and payload that travel with those of other threads, in bytes. */
  private static final int LONGEST_SHARED = 4_096;

  private final Sending sending;
  private final boolean tellsValues;
  private final PendingRoom room;
  private final BlindStores stores;
  private final SingleSteps steps;
  private final Combiner<Plan, Outcome> combiner;

  /** Creates the way of one cache's plans. */
  Mutations(Sending sending, boolean tellsValues, PendingRoom room) {
    this.sending = sending;
    this.tellsValues = tellsValues;
    this.room = room;
    this.stores = new BlindStores(sending, room);
    this.steps = new SingleSteps(sending);
    this.combiner =
        new Combiner<>(part -> send(part, route(part.get(0))), sending.connection().threads());
  }

  /**
   * Sends one plan, with those of other threads where one command may name all keys. Only what
   * stores whatever there is goes together, since a server that is full refuses a command as a
   * whole; and nothing long, which would hold up the others, nor what leaves a write in a queue,
   * which may be broken for it alone.
   */
  CompletableFuture<Outcome> send(Plan plan) {
    return isShared(plan)
        ? combiner.send(plan)
        : send(List.of(plan), route(plan)).thenApply(outcomes -> outcomes.get(0));
  }

  private boolean isShared(Plan plan) {
    return plan.isBlind()
        && !plan.mayLeaveWrite()
        && !tellsValues
        && !sending.connection().isCluster()
        && plan.key().length + plan.payload().length <= LONGEST_SHARED;
  }

  private String route(Plan plan) {
    return sending.keys().sequence(sending.keys().partitionOf(plan.key()));
  }

  /** Sends plans whose keys one command may name. */
  CompletableFuture<List<Outcome>> send(List<Plan> part, String route) {
    if (!tellsValues && BlindStores.areAll(part)) {
      return stores.send(part, route);
    }
    if (!tellsValues && part.size() == 1 && SingleSteps.take(part.get(0))) {
      return steps.send(part.get(0), route).thenApply(List::of);
    }
    return judge(part, route);
  }

  private CompletableFuture<List<Outcome>> judge(List<Plan> part, String route) {
    List<Object> arguments = new ArrayList<>(6 + 7 * part.size());
    arguments.add(sending.channel());
    arguments.add(sending.node());
    arguments.add(tellsValues ? YES : NO);
    arguments.add(sending.grace());
    arguments.add(room.delay());
    arguments.add(room.most());
    long[] nonces = new long[part.size()];
    for (int i = 0; i < nonces.length; i++) {
      Plan plan = part.get(i);
      nonces[i] = EntryBytes.nonce();
      arguments.add(EntryFormat.acts(plan));
      arguments.add(EntryFormat.condition(plan));
      arguments.add(EntryFormat.lifetimes(plan.lifetimes()));
      arguments.add(EntryFormat.stamp(nonces[i], plan));
      arguments.add(EntryFormat.body(plan));
      arguments.add(EntryFormat.token(plan.ticket()));
      arguments.add(EntryFormat.right(plan));
    }
    return sending
        .connection()
        .runOnce(
            Script.MUTATE,
            route,
            sending.keys().names(part.stream().map(Plan::key).toList()),
            arguments.toArray())
        .thenApply(
            replies -> {
              List<Outcome> outcomes = new ArrayList<>(nonces.length);
              for (int i = 0; i < nonces.length; i++) {
                outcomes.add(EntryFormat.outcome((byte[]) replies.get(i), nonces[i]));
              }
              return outcomes;
            });
  }
}
