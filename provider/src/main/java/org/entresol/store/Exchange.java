package org.entresol.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.entresol.codec.CodecException;
import org.entresol.guard.Ticket;
import org.entresol.guard.Tickets;
import org.entresol.queue.QueueFullException;
import org.entresol.queue.TieredQueue;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Found;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Stored;
import org.entresol.tier.TierException;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The dealings of one cache with its tier: keys and steps become bytes and plans, and what the tier
 * answers becomes entries, near ones among them, before anybody hears of it. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Exchange<K, V> {

  private static final Logger LOG = System.getLogger(Exchange.class.getName());

  /** How long a step waits for its own announcement, so that those before it have come. */
  private static final Duration LONGEST_HEARING = Duration.ofSeconds(1);

  private final ByteTier tier;
  private final TierCodec<K, V> codec;
  private final Clock clock;
  private final Coherence coherence;
  private final @Nullable NearCache<K, V> near;
  private final Tickets<K> tickets;
  private final @Nullable RemoteChanges<K, V> remote;
  private final Outage<K, V> outage;
  private final @Nullable TieredQueue<K, V> queue;
  private final UnaryOperator<RuntimeException> failures;

  Exchange(
      ByteTier tier,
      TierCodec<K, V> codec,
      Clock clock,
      Coherence coherence,
      @Nullable NearCache<K, V> near,
      Tickets<K> tickets,
      @Nullable RemoteChanges<K, V> remote,
      Outage<K, V> outage,
      @Nullable TieredQueue<K, V> queue,
      UnaryOperator<RuntimeException> failures) {
    this.tier = tier;
    this.codec = codec;
    this.clock = clock;
    this.coherence = coherence;
    this.near = near;
    this.tickets = tickets;
    this.remote = remote;
    this.outage = outage;
    this.queue = queue;
    this.failures = failures;
  }

  /**
   * What was found, as an entry of this node, which becomes a near one if nothing newer is known.
   */
  @Nullable TieredEntry<V> known(Place<K, V> place, Found found) {
    TieredEntry<V> entry = decoded(place, found.entry(), found.sequence());
    if (entry != null && near != null) {
      coherence.meet(place.partition(), found.sequence());
      near.admit(place.key(), place.hash(), entry);
    } else if (near != null && place.isOutdatedAt(found.sequence())) {
      // It went without news, as what is evicted does; nobody may be given it after this answer.
      near.drop(place.key(), place.near());
    }
    return entry;
  }

  @Nullable TieredEntry<V> decoded(Place<K, V> place, @Nullable Stored stored, long validAt) {
    if (stored == null) {
      return null;
    }
    TieredEntry<V> known = place.near(stored.version());
    int length = stored.bytes().length;
    TieredEntry<V> entry =
        (known == null)
            ? asked(
                () ->
                    codec.entry(
                        stored, loaded(stored), place.partition(), validAt, place.generation()))
            : entry(place, known.valueOrNull(), known.loaded(), length, stored.version(), validAt);
    return (entry == null) ? null : dated(entry, stored.expires());
  }

  private TieredEntry<V> entry(
      Place<K, V> place,
      @Nullable V value,
      @Nullable Loaded loaded,
      int length,
      Version version,
      long validAt) {
    return codec.entry(
        value, loaded, length, version, place.partition(), validAt, place.generation());
  }

  private @Nullable Loaded loaded(Stored stored) {
    return (stored.loadMicros() == 0)
        ? null
        : new Loaded(instant(stored.created()), TimeUnit.MICROSECONDS.toNanos(stored.loadMicros()));
  }

  private TieredEntry<V> dated(TieredEntry<V> entry, long expires) {
    if (expires != 0) {
      entry.expireAt(instant(expires));
    }
    return entry;
  }

  /** Turns an instant of the tier's clock into one of this node's. */
  private long instant(long millis) {
    return clock.nanos() + Lengths.toNanos(millis - tier.millis());
  }

  Place<K, V> place(K key) {
    byte[] bytes = asked(() -> codec.key(key));
    int partition = tier.partitionOf(bytes);
    long generation = coherence.generation(partition);
    return new Place<>(key, bytes, partition, generation, (near == null) ? null : near.peek(key));
  }

  /** A step on its way. */
  record Sent<K, V>(Transition<K, V> transition, Row<V> row, Request<K, V> request) {}

  /**
   * A plan on its way.
   *
   * @param draft what it is to store, or null
   */
  record Request<K, V>(Place<K, V> place, Plan plan, @Nullable Entry<V> draft) {}

  void settleIdle(Transition<K, V> transition, Row<V> row) {
    Entry<V> seen = row.expected();
    transition.judged(
        (seen == null) ? row.whenAbsent() : row.whenPresent(), seen != null, seen, false);
    transition.committed();
  }

  /** The plan of a row, before conditions that its way to the tier may add. */
  Plan plan(Place<K, V> place, Row<V> row, @Nullable Ticket ticket) {
    Plan plan =
        new Plan(place.bytes(), row.whenAbsent(), row.whenPresent())
            .lifetimes(Lengths.of(row))
            .wantingEntry(row.wantsEntry())
            .ignoringFound(!row.heard() && !row.wantsEntry());
    Entry<V> draft = row.draft();
    if (draft != null && (row.whenAbsent().stores() || row.whenPresent().stores())) {
      pack(plan, draft);
    }
    if (row.expected() instanceof TieredEntry<V> expected) {
      plan.ifVersion(expected.version());
    }
    return queued((ticket == null) ? plan : plan.withTicket(ticket.number()));
  }

  /** A plan of a user's step, of which the source may have to learn later. */
  Plan queued(Plan plan) {
    return (queue == null) ? plan : plan.writtenBehind();
  }

  /** Puts what is to be stored into a plan. */
  private void pack(Plan plan, Entry<V> draft) {
    if (draft.isAbsence()) {
      plan.absence();
      return;
    }
    plan.payload(asked(() -> codec.value(draft.value())));
    Loaded loaded = draft.loaded();
    if (loaded != null) {
      plan.loadedIn(Math.max(1, TimeUnit.NANOSECONDS.toMicros(loaded.took())));
    }
  }

  /**
   * Sends plans. When it is not known what came of them, what is near is not to be trusted; plain
   * writes may then be made here, if this cache was configured so.
   */
  List<Outcome> send(List<Request<K, V>> requests) {
    try {
      outage.flush();
      return (queue == null) ? attempt(requests) : RoomWait.attempt(queue, requests, this::attempt);
    } catch (TierException e) {
      dropNear(requests);
      List<Outcome> here = outage.make(requests);
      if (here == null) {
        throw failures.apply(e);
      }
      return here;
    } catch (RuntimeException | Error e) {
      dropNear(requests);
      throw e;
    }
  }

  private List<Outcome> attempt(List<Request<K, V>> requests) {
    return tier.attemptAll(requests.stream().map(Request::plan).toList());
  }

  /** Refuses to go on where a step was not made because its write found no room. */
  void requireRoom(List<Request<K, V>> requests, List<Outcome> outcomes) {
    for (int i = 0; i < outcomes.size(); i++) {
      if (queue != null && outcomes.get(i).verdict() == Verdict.FULL) {
        throw failures.apply(
            new QueueFullException(requests.get(i).place().key(), queue.patience()));
      }
    }
  }

  private void dropNear(List<Request<K, V>> requests) {
    if (near != null) {
      requests.forEach(request -> near.drop(request.place().key()));
    }
  }

  /** Takes over what came of a step. */
  void settle(Sent<K, V> sent, Outcome outcome) {
    Transition<K, V> transition = sent.transition();
    Ticket ticket = transition.ticket();
    switch (outcome.verdict()) {
      case OVERTAKEN -> {
        if (near != null) {
          near.drop(transition.key());
        }
        transition.overtaken();
      }
      case FENCED, FULL -> {}
      case REVOKED -> {
        if (ticket != null) {
          ticket.refuse();
        }
      }
      case MADE -> {
        if (ticket != null && outcome.act() != Act.LEAVE) {
          ticket.use();
        }
        Entry<V> found = found(sent.request().place(), outcome);
        take(sent.request(), outcome);
        transition.judged(outcome.act(), outcome.found(), found, outcome.stored());
        if (transition.overrulesLoads() && ticket == null) {
          tickets.revoke(transition.key());
        } else if (transition.overrulesLoads() && outcome.stored() && ticket != null) {
          tickets.revokeOthers(transition.key(), ticket);
        }
        if (remote != null && sent.row().heard() && outcome.sequence() != Outcome.HERE) {
          coherence.awaitHeard(
              sent.request().place().partition(), outcome.sequence(), LONGEST_HEARING);
          remote.flush(transition.key(), outcome.sequence());
        }
        transition.committed();
      }
    }
  }

  /** Takes what the authority has by now into the near cache. */
  void take(Request<K, V> request, Outcome outcome) {
    if (near == null || outcome.sequence() == Outcome.HERE) {
      return;
    }
    Place<K, V> place = request.place();
    Entry<V> draft = request.draft();
    long sequence = outcome.sequence();
    coherence.meet(place.partition(), sequence - 1);
    boolean changes = outcome.act().replaces() && (outcome.found() || outcome.act() != Act.LOAD);
    if (changes && place.isAheadOf(sequence)) {
      // Only an authority that went back steps to no more than what was near before it was asked.
      coherence.drop(place.partition());
    } else if (changes) {
      coherence.raise(place.partition(), place.hash(), sequence);
      near.dropOlder(place.key(), sequence);
    } else if (!outcome.found()) {
      near.dropOlder(place.key(), sequence + 1);
    }
    if (outcome.stored() && draft != null) {
      Version version = new Version(sequence, outcome.nonce());
      TieredEntry<V> entry =
          entry(
              place,
              draft.valueOrNull(),
              draft.loaded(),
              request.plan().payload().length,
              version,
              sequence);
      near.admit(place.key(), place.hash(), dated(entry, outcome.expires()));
    }
    if (outcome.act() == Act.TOUCH) {
      follow(near, request, outcome);
    }
  }

  /** Lets the near entry follow one of which the instant has moved; else it would outlive it. */
  private void follow(NearCache<K, V> cache, Request<K, V> request, Outcome outcome) {
    long life = request.plan().lifetimes().access();
    if (life == Lifetimes.UNCHANGED) {
      return;
    }
    Place<K, V> place = request.place();
    Stored moved = outcome.entry();
    Version version = (moved == null) ? request.plan().expected() : moved.version();
    TieredEntry<V> known = (version == null || life == 0) ? null : place.near(version);
    if (known == null) {
      cache.drop(place.key());
    } else {
      known.expireAt(outcome.expires() == 0 ? Entry.ETERNAL : instant(outcome.expires()));
      cache.touched(place.key());
    }
  }

  /** The entry that an outcome tells of, if it does. */
  @Nullable TieredEntry<V> found(Place<K, V> place, Outcome outcome) {
    return decoded(place, outcome.entry(), outcome.sequence());
  }

  /** An entry as the tier would judge it now: none, if its time has passed. */
  @Nullable TieredEntry<V> alive(@Nullable TieredEntry<V> entry) {
    return (entry == null || entry.isExpiredAt(clock.nanos())) ? null : entry;
  }

  /** An entry that is kept near while the tier is away, of a version that is nowhere. */
  TieredEntry<V> kept(Place<K, V> place, Entry<V> entry, long expires) {
    TieredEntry<V> kept = entry(place, entry.value(), null, 0, new Version(0, 0), 0);
    kept.expireAt(expires);
    return kept;
  }

  /** Drops a near entry of a key that is gone in the tier. */
  void forget(Place<K, V> place) {
    if (near != null) {
      near.drop(place.key());
    }
    tickets.revoke(place.key());
  }

  /** Takes tickets away; those that cannot be end by themselves. */
  void takeTickets(List<byte[]> keys, List<Long> numbers) {
    try {
      tier.takeTickets(keys, numbers);
    } catch (TierException e) {
      LOG.log(Level.DEBUG, "Load tickets were not taken away and will end by themselves", e);
    }
  }

  /** Asks the tier, and gives its failures the form that users expect. */
  <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (TierException | CodecException e) {
      throw failures.apply(e);
    }
  }

  void tell(Runnable order) {
    ask(
        () -> {
          order.run();
          return order;
        });
  }

  <T extends @Nullable Object> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (CodecException e) {
      throw failures.apply(e);
    }
  }

  RuntimeException failed(TierException failure) {
    return failures.apply(failure);
  }
}
