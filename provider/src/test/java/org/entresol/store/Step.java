package org.entresol.store;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.entresol.guard.Ticket;
import org.entresol.tier.Act;
import org.jspecify.annotations.Nullable;

/** A step of a test's making, which counts how often it was committed. */
final class Step<K> implements Transition<K, String> {

  private final K key;
  private final UnaryOperator<@Nullable Entry<String>> next;
  private final AtomicInteger commits = new AtomicInteger();
  private boolean overrules = true;
  private boolean givesWay;
  private @Nullable Ticket ticket;
  private Runnable onCommit = () -> {};
  private @Nullable Row<String> row;
  private boolean overtaken;

  private Step(K key, UnaryOperator<@Nullable Entry<String>> next) {
    this.key = key;
    this.next = next;
  }

  static <K> Step<K> of(K key, UnaryOperator<@Nullable Entry<String>> next) {
    return new Step<>(key, next);
  }

  /** A step that stores a value. */
  static <K> Step<K> write(K key, String value) {
    Step<K> step = of(key, current -> entry(value));
    step.row = row(Act.WRITE, entry(value));
    return step;
  }

  private static Row<String> row(Act act, @Nullable Entry<String> draft) {
    long eternal = Entry.ETERNAL;
    return new Row<>(act, act, draft, eternal, eternal, eternal, true, false, null);
  }

  /** A step that removes what is there. */
  static <K> Step<K> remove(K key) {
    Step<K> step = of(key, current -> null);
    step.row = row(Act.DELETE, null);
    return step;
  }

  /** A step that moves the instant of what is there. */
  static <K> Step<K> expireAt(K key, long instant) {
    return of(
        key,
        current -> {
          requireNonNull(current).expireAt(instant);
          return current;
        });
  }

  /** A step that changes nothing, and overrules no load. */
  static <K> Step<K> leave(K key) {
    Step<K> step = of(key, current -> current);
    step.overrules = false;
    step.row = row(Act.LEAVE, null);
    return step;
  }

  /** A step that stores what was loaded with a ticket. */
  static <K> Step<K> load(K key, Ticket ticket, String value) {
    Step<K> step = load(key, ticket, current -> entry(value));
    step.row = row(Act.LOAD, entry(value));
    step.overrules = true;
    return step;
  }

  /** A step that is made with a ticket only. */
  static <K> Step<K> load(K key, Ticket ticket, UnaryOperator<@Nullable Entry<String>> next) {
    Step<K> step = of(key, next);
    step.ticket = ticket;
    step.overrules = false;
    step.givesWay = true;
    return step;
  }

  static Entry<String> entry(String value) {
    return Entry.of(value, null, 0, null);
  }

  static @Nullable String valueOf(@Nullable Entry<String> entry) {
    return (entry == null) ? null : entry.value();
  }

  Step<K> givingWay() {
    givesWay = true;
    return this;
  }

  Step<K> onCommit(Runnable action) {
    onCommit = action;
    return this;
  }

  int commits() {
    return commits.get();
  }

  @Override
  public K key() {
    return key;
  }

  @Override
  public @Nullable Entry<String> next(@Nullable Entry<String> current) {
    return next.apply(current);
  }

  @Override
  public void committed() {
    commits.incrementAndGet();
    onCommit.run();
  }

  @Override
  public boolean overrulesLoads() {
    return overrules;
  }

  @Override
  public boolean reachesSource() {
    return false;
  }

  @Override
  public @Nullable String written() {
    return null;
  }

  @Override
  public boolean givesWay() {
    return givesWay;
  }

  @Override
  public @Nullable Ticket ticket() {
    return ticket;
  }

  @Override
  public Row<String> row() {
    return requireNonNull(row, "a step of a function can be made in the heap only");
  }

  @Override
  public void judged(Act act, boolean found, @Nullable Entry<String> entry, boolean stored) {}

  @Override
  public void overtaken() {
    overtaken = true;
  }

  boolean wasOvertaken() {
    return overtaken;
  }
}
