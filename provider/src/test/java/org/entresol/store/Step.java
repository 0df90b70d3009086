package org.entresol.store;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.entresol.guard.Ticket;
import org.entresol.tier.Act;
import org.entresol.tier.Decision;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Rule;
import org.entresol.tier.Rule.Condition;
import org.entresol.tier.Rule.Right;
import org.entresol.tier.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A step of a test's making, which counts how often it was made.
 *
 * <p>What it wants are two acts, without an entry and with one.
 */
public final class Step<K> implements Transition<K, String> {

  private final K key;
  private final Act whenAbsent;
  private final Act whenPresent;
  private final @Nullable Entry<String> draft;
  private final AtomicInteger commits = new AtomicInteger();

  // What it wants beside that.
  private @Nullable Entry<String> seen;
  private @Nullable Ticket ticket;
  private long length = Lifetimes.ETERNAL;
  private boolean givesWay;
  private boolean heard;
  private boolean blind;
  private Runnable inside = () -> {};
  private Runnable onCommit = () -> {};

  // What came of it.
  private Act act = Act.LEAVE;
  private @Nullable String found;
  private boolean overtaken;

  private Step(K key, Act whenAbsent, Act whenPresent, @Nullable Entry<String> draft) {
    this.key = key;
    this.whenAbsent = whenAbsent;
    this.whenPresent = whenPresent;
    this.draft = draft;
  }

  // ---- wishes

  /** A step that stores an entry. */
  public static <K> Step<K> store(K key, Entry<String> entry) {
    return new Step<>(key, Act.WRITE, Act.WRITE, entry);
  }

  /** A step that stores a value. */
  public static <K> Step<K> write(K key, String value) {
    return store(key, entry(value));
  }

  /** A step that stores a value where there is none. */
  public static <K> Step<K> writeIfAbsent(K key, String value) {
    return new Step<>(key, Act.WRITE, Act.LEAVE, entry(value));
  }

  /** A step that stores a value in place of what was seen, or of nothing if nothing was. */
  public static <K> Step<K> replace(K key, @Nullable Entry<String> seen, String value) {
    if (seen == null) {
      return writeIfAbsent(key, value);
    }
    Step<K> step = new Step<>(key, Act.LEAVE, Act.WRITE, entry(value));
    step.seen = seen;
    return step;
  }

  /** A step that removes what is there. */
  public static <K> Step<K> remove(K key) {
    return new Step<>(key, Act.DELETE, Act.DELETE, null);
  }

  /** A step that drops what is there, because it may not be true any more. */
  public static <K> Step<K> drop(K key) {
    return new Step<>(key, Act.DROP, Act.DROP, null);
  }

  /** A step that changes nothing, and overrules no load. */
  public static <K> Step<K> leave(K key) {
    return new Step<>(key, Act.LEAVE, Act.LEAVE, null);
  }

  /** A step that moves the instant of what is there to so long after now. */
  public static <K> Step<K> expireAfter(K key, long length) {
    Step<K> step = new Step<>(key, Act.LEAVE, Act.TOUCH, null);
    step.length = length;
    return step;
  }

  /** A step that stores what was loaded with a ticket. */
  public static <K> Step<K> load(K key, Ticket ticket, String value) {
    Step<K> step = new Step<>(key, Act.LOAD, Act.LOAD, entry(value));
    step.ticket = ticket;
    step.givesWay = true;
    return step;
  }

  /** Stores what lives so long. */
  public Step<K> lasting(long nanos) {
    length = nanos;
    return this;
  }

  /** Gives way to whoever holds the key. */
  public Step<K> givingWay() {
    givesWay = true;
    return this;
  }

  /** Is one of which listeners are to hear, so that those of a key are committed in order. */
  public Step<K> heard() {
    heard = true;
    return this;
  }

  /** Does not ask what there was. */
  public Step<K> blind() {
    blind = true;
    return this;
  }

  /** Does something inside the step, as it is settled. */
  public Step<K> inside(Runnable action) {
    inside = action;
    return this;
  }

  public Step<K> onCommit(Runnable action) {
    onCommit = action;
    return this;
  }

  /** Replaces a value by one that depends on it, again and again until nobody comes between. */
  public static <K> void update(
      EntryStore<K, String> store,
      K key,
      UnaryOperator<@Nullable String> rule,
      UnaryOperator<Step<K>> refinement) {
    Step<K> step;
    do {
      Entry<String> current = store.readCurrent(key);
      String next = requireNonNull(rule.apply(valueOf(current)));
      step = refinement.apply(replace(key, current, next));
      store.apply(step);
    } while (!step.act.stores());
  }

  public static Entry<String> entry(String value) {
    return Entry.of(value, null, 0, null, null, Entry.ETERNAL);
  }

  public static @Nullable String valueOf(@Nullable Entry<String> entry) {
    return (entry == null) ? null : entry.value();
  }

  // ---- what came of it

  public int commits() {
    return commits.get();
  }

  /** The act that was due, if it was made. */
  public Act act() {
    return act;
  }

  /** The value that there was, if it was made and not blind. */
  public @Nullable String found() {
    return found;
  }

  public boolean wasOvertaken() {
    return overtaken;
  }

  // ---- a transition

  @Override
  public K key() {
    return key;
  }

  @Override
  public Rule rule() {
    Condition condition = (seen == null) ? Condition.NONE : Condition.SAME;
    long access = (whenPresent == Act.TOUCH) ? length : Lifetimes.UNCHANGED;
    Lifetimes lives = new Lifetimes(length, length, access);
    return new Rule(whenAbsent, whenPresent, lives, condition, Right.NONE, ticket != null, false);
  }

  @Override
  public @Nullable Entry<String> draft() {
    return draft;
  }

  @Override
  public @Nullable Entry<String> expected() {
    return seen;
  }

  @Override
  public boolean wantsFound() {
    return !blind;
  }

  @Override
  public boolean isHeard() {
    return heard;
  }

  @Override
  public void settled(Decision decision, @Nullable Entry<String> entry) {
    inside.run();
    overtaken = decision.verdict() == Verdict.OVERTAKEN;
    act = decision.act();
    if (decision.verdict() == Verdict.MADE) {
      found = valueOf(entry);
      commits.incrementAndGet();
      onCommit.run();
    }
  }

  @Override
  public boolean givesWay() {
    return givesWay;
  }

  @Override
  public @Nullable Ticket ticket() {
    return ticket;
  }
}
