package org.entresol.tier.away;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.entresol.tier.Act;
import org.entresol.tier.ByteQueue;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Calls;
import org.entresol.tier.Extent;
import org.entresol.tier.Faults;
import org.entresol.tier.Found;
import org.entresol.tier.Glob;
import org.entresol.tier.Horizons;
import org.entresol.tier.Lease;
import org.entresol.tier.Leased;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Recall;
import org.entresol.tier.SchemaTable;
import org.entresol.tier.TierException;
import org.entresol.tier.TierListener;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A tier that is like an empty one while the one below is away: nothing is found there, every
 * change succeeds, and nothing of it is kept. What was overtaken meanwhile is dropped below before
 * anything there is believed again. Thread-safe.
 */
public final class EmptyWhileAway implements ByteTier {

  private static final Found NOTHING = new Found(0, null);

  private final ByteTier tier;
  private final Absence absence;
  private final boolean keepsPuts;
  private final Calls calls;
  private volatile @Nullable TierListener listener;
  private volatile @Nullable Relay relay;

  /** Whether it is to be destroyed below as soon as that can be reached. */
  private volatile boolean doomed;

  /** Whether a scan has ended early, so that what comes after it cannot know all keys. */
  private volatile boolean scanEnded;

  /**
   * Creates a tier over another, which is asked until it does not answer.
   *
   * @param growth the order of values if they only grow, so that what is put while the tier is away
   *     is put later, and not dropped; null for no such order
   * @param calls counts what the tier is asked
   */
  public EmptyWhileAway(ByteTier tier, Clock clock, @Nullable Growth growth, Calls calls) {
    this.tier = tier;
    this.calls = calls;
    this.keepsPuts = growth != null;
    this.absence =
        new Absence(
            tier, clock, this::distrust, (growth == null) ? null : new Raising(tier, growth));
  }

  /** What is near may be outdated without any news of it. */
  private void distrust() {
    TierListener told = listener;
    if (told != null) {
      told.otherHistory();
    }
  }

  @Override
  public boolean isAway() {
    return absence.isAway();
  }

  /** Asks the tier below, unless it is away; only what reaches for it counts as a call. */
  private <T> T ask(Supplier<T> question, Supplier<T> here) {
    return absence.ask(() -> calls.timed(question), here);
  }

  @Override
  public Faults faults() {
    return tier.faults().away(absence.nanos());
  }

  @Override
  public void askNodes(long question, byte[] key) {
    tier.askNodes(question, key);
  }

  @Override
  public Extent extent(int weighed) {
    return tier.extent(weighed);
  }

  // ---- entries

  @Override
  public int partitions() {
    return tier.partitions();
  }

  @Override
  public int partitionOf(byte[] key) {
    return tier.partitionOf(key);
  }

  @Override
  public Found read(byte[] key) {
    return ask(() -> tier.read(key), () -> NOTHING);
  }

  @Override
  public List<Found> readAll(List<byte[]> keys) {
    return ask(() -> tier.readAll(keys), () -> nothing(keys));
  }

  private static List<Found> nothing(List<byte[]> keys) {
    return Collections.nCopies(keys.size(), NOTHING);
  }

  @Override
  public List<Outcome> attemptAll(List<Plan> plans) {
    return change(
        overtaken -> note(plans, overtaken),
        () -> tier.attemptAll(plans),
        () -> plans.stream().map(OnNothing::of).toList());
  }

  private void note(List<Plan> plans, Overtaken overtaken) {
    for (Plan plan : plans) {
      if (OnNothing.overtakes(plan)) {
        boolean isPut = plan.isPlain() && plan.whenPresent() == Act.WRITE;
        overtaken.add(plan.key(), (keepsPuts && isPut) ? again(plan) : null);
      }
    }
  }

  /** The same put, for whoever returns: the one at hand is still its sender's. */
  private static Plan again(Plan put) {
    return new Plan(put.key(), Act.WRITE, Act.WRITE)
        .payload(put.payload())
        .tags(put.tags())
        .lifetimes(put.lifetimes());
  }

  /**
   * Notes that whatever the tier below has of a key is overtaken, if it is away. For operations
   * that were not sent, since there seemed to be nothing that they are about.
   */
  public void overtake(byte[] key) {
    boolean unused = absence.note(overtaken -> overtaken.add(key));
  }

  @Override
  public Iterator<List<byte[]>> scan(Glob keys) {
    return ask(() -> new Scan(tier.scan(keys)), this::ended);
  }

  private Iterator<List<byte[]>> ended() {
    scanEnded = true;
    return Collections.emptyIterator();
  }

  /** A scan that ends when the tier goes away. Belongs to one thread. */
  private final class Scan implements Iterator<List<byte[]>> {

    private final Iterator<List<byte[]>> below;
    private final long absences = absence.count();

    Scan(Iterator<List<byte[]>> below) {
      this.below = below;
    }

    @Override
    public boolean hasNext() {
      boolean more = ask(below::hasNext, () -> false);
      if (absence.count() != absences) {
        // Of the last batch nothing may have been found any more.
        scanEnded = true;
        return false;
      }
      return more;
    }

    /** A batch that is empty if the tier went away since {@link #hasNext}. */
    @Override
    public List<byte[]> next() {
      return hasNext() ? below.next() : List.of();
    }
  }

  @Override
  public void clear() {
    changeAll(tier::clear);
  }

  /** What was recalled is not kept while the tier is away, so all of it is dropped in the end. */
  @Override
  public long[] recall(long[] tags, Recall how) {
    return change(Overtaken::addAll, () -> tier.recall(tags, how), () -> new long[partitions()]);
  }

  /** Makes a change of all there is. */
  private void changeAll(Runnable below) {
    Runnable unused =
        change(
            Overtaken::addAll,
            () -> {
              below.run();
              return below;
            },
            () -> below);
  }

  /**
   * Makes a change below, unless that is away.
   *
   * @param noting notes what the change overtakes while that is away, or may have overtaken
   * @param here what is answered then
   */
  private <T> T change(Consumer<Overtaken> noting, Supplier<T> below, Supplier<T> here) {
    if (!absence.note(noting)) {
      try {
        return calls.timed(below);
      } catch (TierException e) {
        absence.leave(e, noting);
      }
    }
    return here.get();
  }

  /** What a scan has not shown cannot be outdated one by one, so all of it is cleared. */
  @Override
  public void outdateAll() {
    if (scanEnded) {
      scanEnded = false;
      clear();
    } else {
      changeAll(tier::outdateAll);
    }
  }

  // ---- leases and tickets: nobody else is asked for them meanwhile

  @Override
  public List<Leased> lease(List<byte[]> keys, Lease lease, Duration length) {
    return ask(
        () -> tier.lease(keys, lease, length),
        () -> Collections.nCopies(keys.size(), new Leased(lease, NOTHING)));
  }

  @Override
  public void extend(Collection<byte[]> keys, Lease lease, Duration length) {
    tell(() -> tier.extend(keys, lease, length));
  }

  @Override
  public List<Found> leaveTickets(List<byte[]> keys, List<Long> tickets, Duration length) {
    return ask(() -> tier.leaveTickets(keys, tickets, length), () -> nothing(keys));
  }

  @Override
  public Iterator<List<byte[]>> ticketed(Glob keys) {
    return ask(() -> new Scan(tier.ticketed(keys)), this::ended);
  }

  @Override
  public void takeTickets(List<byte[]> keys, List<Long> tickets) {
    tell(() -> tier.takeTickets(keys, tickets));
  }

  private void tell(Runnable order) {
    boolean unused =
        absence.ask(
            () -> {
              order.run();
              return true;
            },
            () -> false);
  }

  // ---- what fails as ever: whoever asks goes on without it

  /** Asks the tier below, which is not asked while it is away. */
  private <T> T require(Supplier<T> question) {
    return absence.ask(
        question,
        () -> {
          throw TierException.away("The authority is away, and not asked meanwhile", null, true);
        });
  }

  @Override
  public List<Boolean> tryLocks(List<byte[]> keys, Lease owner, Duration length) {
    return require(() -> tier.tryLocks(keys, owner, length));
  }

  @Override
  public boolean lock(byte[] key, Lease owner, Duration wait, Duration length) {
    return require(() -> tier.lock(key, owner, wait, length));
  }

  @Override
  public void extendLocks(Collection<byte[]> keys, Lease owner, Duration length) {
    tell(() -> tier.extendLocks(keys, owner, length));
  }

  @Override
  public void unlock(Collection<byte[]> keys, Lease owner) {
    tell(() -> tier.unlock(keys, owner));
  }

  @Override
  public long[] sequences() {
    return require(tier::sequences);
  }

  @Override
  public String history() {
    return require(tier::history);
  }

  /** While the tier below is away nobody finds anything here, and that is made true there later. */
  @Override
  public void destroy() {
    doomed =
        absence.ask(
            () -> {
              tier.destroy();
              return false;
            },
            () -> true);
  }

  @Override
  public ByteQueue queue() {
    return tier.queue();
  }

  @Override
  public SchemaTable schemas() {
    return tier.schemas();
  }

  @Override
  public @Nullable Horizons<byte[]> horizons() {
    return tier.horizons();
  }

  // ---- news

  @Override
  public long millis() {
    return tier.millis();
  }

  @Override
  public void listen(TierListener told) {
    listener = told;
    Relay made = new Relay(new Returning(told, absence));
    relay = made;
    tier.listen(made);
    absence.learnHistory();
  }

  /** What is still to be destroyed below stays open until it is, or until the node closes. */
  @Override
  public void close() {
    Relay heard = relay;
    if (doomed && heard != null) {
      heard.to(new Doomed(tier));
    } else {
      absence.end();
      tier.close();
    }
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return tier.unwrap(type);
  }
}
