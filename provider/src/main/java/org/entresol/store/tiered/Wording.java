package org.entresol.store.tiered;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.entresol.KeyDescription;
import org.entresol.KeyDescription.Copy;
import org.entresol.guard.Ticket;
import org.entresol.store.Entry;
import org.entresol.store.Loaded;
import org.entresol.store.Tags;
import org.entresol.store.Transition;
import org.entresol.store.near.NodeView;
import org.entresol.store.near.Place;
import org.entresol.store.near.Sighting;
import org.entresol.store.near.TieredEntry;
import org.entresol.store.tiered.StandIns.StandIn;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Found;
import org.entresol.tier.Horizons;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.OwnHorizons;
import org.entresol.tier.Plan;
import org.entresol.tier.Rule;
import org.entresol.tier.Rule.Condition;
import org.entresol.tier.Stored;
import org.entresol.tier.TagHash;
import org.entresol.tier.Version;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The language between one cache and its tier: keys become places, steps plans, and what the tier
 * answers entries, with instants of this node's clock. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Wording<K, V> {

  /** The version of what lies in no tier. */
  private static final Version NOWHERE = new Version(0, 0);

  private final ByteTier tier;
  private final TierCodec<K, V> codec;
  private final Clock clock;
  private final NodeView<K, V> view;
  private final boolean behind;
  private final Failures failures;
  private final StandIns<K> standIns;

  /**
   * Creates the language of one cache.
   *
   * @param behind whether the source of record learns of plain puts later; rules say so themselves
   */
  Wording(
      ByteTier tier,
      TierCodec<K, V> codec,
      Clock clock,
      NodeView<K, V> view,
      boolean behind,
      Failures failures) {
    this.tier = tier;
    this.codec = codec;
    this.clock = clock;
    this.view = view;
    this.behind = behind;
    this.failures = failures;
    this.standIns = new StandIns<>(clock);
  }

  // ---- to the tier

  /** A key on its way, with what is known of it here. */
  Place<K, V> place(K key) {
    byte[] bytes = failures.coded(() -> codec.key(key));
    return view.place(codec.held(key, bytes), bytes, tier.partitionOf(bytes));
  }

  /** What loads must have seen of their source: in the tier, or here if all hear of it alike. */
  Horizons<K> horizons() {
    Horizons<byte[]> shared = tier.horizons();
    return (shared == null)
        ? new OwnHorizons<>(clock)
        : new TieredHorizons<>(shared, key -> place(key).bytes(), failures);
  }

  /** The plan of a step, before conditions that its way to the tier may add. */
  Plan plan(Place<K, V> place, Transition<K, V> transition) {
    Rule rule = transition.rule();
    boolean asked = transition.wantsFound() || transition.isHeard();
    Plan plan =
        new Plan(place.bytes(), rule.whenAbsent(), rule.whenPresent())
            .lifetimes(Lengths.inMillis(rule.lifetimes()))
            .wantingEntry(isToBeRead(transition))
            .ignoringFound(!asked);
    Entry<V> draft = transition.draft();
    if (draft != null && (rule.whenAbsent().stores() || rule.whenPresent().stores())) {
      pack(plan, draft);
    }
    if (rule.condition() == Condition.SAME) {
      plan.ifVersion(versionOf(transition.expected()));
    }
    Ticket ticket = transition.ticket();
    if (ticket != null) {
      plan.withTicket(ticket.number());
    }
    return rule.writtenBehind() ? plan.writtenBehind() : plan;
  }

  /** Whether what is found has to be told: it is asked for, or decides what users hear. */
  private static boolean isToBeRead(Transition<?, ?> transition) {
    Rule rule = transition.rule();
    boolean decides = rule.whenAbsent().stores() && !rule.whenPresent().replaces();
    return (decides || transition.wantsFound()) && rule.condition() != Condition.SAME;
  }

  /**
   * Whether a step replaces what is there only if this node can read that, so that it has to be
   * known before: else users would see an entry replaced that is none to them.
   */
  boolean looksFirst(Transition<?, ?> transition) {
    Rule rule = transition.rule();
    boolean replaces = rule.condition() == Condition.NONE && rule.whenPresent().replaces();
    boolean onlyPresent = rule.whenAbsent() == Act.LEAVE;
    return replaces && (onlyPresent || (codec.isStrict() && transition.wantsFound()));
  }

  /** What was seen while the tier was away has a version that is nowhere: it is looked up anew. */
  private static Version versionOf(@Nullable Entry<?> seen) {
    return (seen instanceof TieredEntry<?> known) ? known.version() : NOWHERE;
  }

  /** Puts what is to be stored into a plan. */
  private void pack(Plan plan, Entry<V> draft) {
    if (draft.isAbsence()) {
      plan.absence();
      return;
    }
    plan.payload(failures.coded(() -> codec.value(draft.value(), plan.key()))).tags(tags(draft));
    date(plan);
    Loaded loaded = draft.loaded();
    if (loaded != null) {
      plan.loadedIn(Math.max(1, TimeUnit.NANOSECONDS.toMicros(loaded.took())));
    }
  }

  /** Has an entry say when its life began, if that limits it. */
  private void date(Plan plan) {
    if (codec.limits()) {
      plan.dated();
    }
  }

  private static long[] tags(Entry<?> entry) {
    Tags tags = entry.tags();
    return (tags == null) ? TagHash.NONE : tags.hashes();
  }

  /** The plan of a put whatever there is, of an entry whose instant is known. */
  Plan planOfPut(Place<K, V> place, Entry<V> entry) {
    long length =
        entry.isEternal() ? Lifetimes.ETERNAL : Math.max(1, entry.expires() - clock.nanos());
    Plan plan =
        new Plan(place.bytes(), Act.WRITE, Act.WRITE)
            .payload(failures.coded(() -> codec.value(entry.value(), place.bytes())))
            .tags(tags(entry))
            .lifetimes(Lengths.all(length))
            .ignoringFound(true);
    date(plan);
    return behind ? plan.writtenBehind() : plan;
  }

  // ---- and back

  /** The entry of an answer to a look-up; null if there is none, or none that can be read here. */
  @Nullable TieredEntry<V> entry(Place<K, V> place, Found found) {
    return decoded(place, found.entry(), found.sequence(), codec::entryForUsers);
  }

  /**
   * The same without an error for whatever cannot be read, and without what is known of its absence
   * from the source.
   */
  @Nullable TieredEntry<V> entryIfReadable(Place<K, V> place, Found found) {
    return ofTier(decoded(place, found.entry(), found.sequence(), codec::entry));
  }

  /** The entry that an outcome tells of, if it does and it can be read here. */
  @Nullable TieredEntry<V> entry(Place<K, V> place, Outcome outcome) {
    return ofTier(decoded(place, outcome.entry(), outcome.sequence(), codec::entryForUsers));
  }

  /** An entry for those who change what lies in the tier: what is absent instead is none. */
  private static <V> @Nullable TieredEntry<V> ofTier(@Nullable TieredEntry<V> entry) {
    return (entry == null || entry.isAbsenceInstead()) ? null : entry;
  }

  /** How the codec makes an entry of bytes; null if it cannot. */
  private interface Decoding<V> {
    @Nullable TieredEntry<V> entry(
        byte[] key, Stored stored, @Nullable Loaded loaded, Sighting seen);
  }

  /** The entry that a plan has stored, as the tier has it now. */
  TieredEntry<V> stored(Request<K, V> request, Entry<V> draft, Outcome outcome) {
    Sighting seen = view.seenAfter(request.place(), outcome);
    int length = codec.lengthOf(request.plan().payload());
    TieredEntry<V> entry =
        codec.entry(draft.valueOrNull(), draft.loaded(), tags(draft), length, seen);
    if (codec.limits()) {
      entry.begin(clock.nanos(), null);
    }
    return dated(entry, outcome.expires());
  }

  /** Whether a stored entry goes on with a life whose limit only the tier knows. */
  boolean goesOn(Plan plan, Outcome outcome) {
    return codec.limits() && outcome.found() && plan.lifetimes().update() == Lifetimes.UNCHANGED;
  }

  private @Nullable TieredEntry<V> decoded(
      Place<K, V> place, @Nullable Stored stored, long validAt, Decoding<V> decoding) {
    if (stored == null) {
      return null;
    }
    TieredEntry<V> known = place.near(stored.version());
    StandIn own = (known == null) ? standIns.of(place.key(), stored.version()) : null;
    if (own != null) {
      return standingIn(place, own, stored, validAt);
    }
    Sighting seen = place.sighting(stored.version(), validAt);
    TieredEntry<V> entry =
        (known == null)
            ? failures.coded(() -> decoding.entry(place.bytes(), stored, loaded(stored), seen))
            : codec.again(known, stored.tags(), seen);
    return (entry == null) ? null : living(entry, stored);
  }

  /** The entry of a value of this node's own, which lives no longer than what it stands in for. */
  private @Nullable TieredEntry<V> standingIn(
      Place<K, V> place, StandIn own, Stored stored, long validAt) {
    Sighting seen = place.standingIn(stored.version(), validAt);
    TieredEntry<V> entry = codec.entry(place.bytes(), own.instead(), null, seen);
    if (entry != null) {
      living(entry, stored).expireAt(Math.min(entry.expires(), own.ends()));
    }
    return entry;
  }

  private TieredEntry<V> living(TieredEntry<V> entry, Stored stored) {
    if (codec.limits()) {
      entry.begin(instant(stored.created()), null);
    }
    return dated(entry, stored.expires());
  }

  /**
   * Keeps what a load was to store in place of an entry that this node cannot read, and that was
   * left to those who can: from now on it is the value of that entry to the users of this node.
   */
  void keepInstead(K key, Plan plan) {
    long life = Lengths.inNanos(plan.lifetimes()).creation();
    Version version = plan.unreadable();
    if (version != null && life != 0) {
      long ends = (life == Lifetimes.ETERNAL) ? Entry.ETERNAL : clock.nanos() + life;
      Stored instead = new Stored(version, 0, 0, 0, plan.content());
      standIns.keep(key, new StandIn(instead, ends));
    }
  }

  /** What stands in for entries that this node cannot read. */
  StandIns<K> standIns() {
    return standIns;
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
  long instant(long millis) {
    return clock.nanos() + Lengths.toNanos(millis - tier.millis());
  }

  /** What lies near of a key, and in the tier. */
  KeyDescription described(Place<K, V> place, Found found) {
    TieredEntry<V> near = place.near();
    Stored stored = found.entry();
    long now = clock.nanos();
    return new KeyDescription(
        KeyName.of(place.bytes()),
        place.partition(),
        found.sequence(),
        (near == null)
            ? null
            : near.described(
                text(near.version()), view.isCurrent(near) && !near.isExpiredAt(now), now),
        (stored == null) ? null : described(stored));
  }

  private Copy described(Stored stored) {
    long now = tier.millis();
    return new Copy(
        text(stored.version()),
        stored.expires() == 0 || stored.expires() > now,
        stored.isAbsence(),
        (stored.created() == 0) ? null : Duration.ofMillis(now - stored.created()),
        (stored.expires() == 0) ? null : Duration.ofMillis(stored.expires() - now),
        stored.bytes().length);
  }

  static String text(Version version) {
    return version.sequence() + "-" + Long.toHexString(version.nonce());
  }

  /** This node's time, in nanoseconds. */
  long now() {
    return clock.nanos();
  }

  /** The forms of keys and values. */
  TierCodec<K, V> codec() {
    return codec;
  }

  /** Whether an entry is one to the tier too now, by what is known of its time. */
  boolean isAlive(Entry<V> entry) {
    return !entry.isExpiredAt(clock.nanos());
  }

  /** An entry that is kept near while the tier is away, of a version that is nowhere. */
  TieredEntry<V> kept(K key, Entry<V> entry, long expires) {
    Sighting seen = place(key).sighting(NOWHERE, 0);
    TieredEntry<V> kept = codec.entry(entry.value(), null, tags(entry), 0, seen);
    kept.expireAt(expires);
    return kept;
  }
}
