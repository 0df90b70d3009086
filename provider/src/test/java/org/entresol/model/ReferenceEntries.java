package org.entresol.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.cache.event.EventType;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;

/** The entries of the reference cache, with their expiry and their events. */
final class ReferenceEntries {

  private static final long ETERNAL = Long.MAX_VALUE;

  private final FakeClock clock;
  private final ExpiryPolicy policy;
  private final EventLog events;
  private final boolean oldValues;
  private final boolean tagged;
  private final Map<Integer, Held> entries = new TreeMap<>();
  private final Set<Event> optional = Collections.newSetFromMap(new IdentityHashMap<>());

  ReferenceEntries(
      FakeClock clock, ExpiryPolicy policy, EventLog events, boolean oldValues, boolean tagged) {
    this.clock = clock;
    this.policy = policy;
    this.events = events;
    this.oldValues = oldValues;
    this.tagged = tagged;
  }

  /** Throws out what has expired by now. */
  void expire() {
    long now = clock.nanos();
    entries
        .entrySet()
        .removeIf(
            entry -> {
              boolean past = entry.getValue().expires() <= now;
              if (past) {
                gone(EventType.EXPIRED, entry.getKey(), entry.getValue().value());
              }
              return past;
            });
  }

  @Nullable Box get(Integer key) {
    Held held = entries.get(key);
    return (held == null) ? null : held.value();
  }

  Set<Integer> keys() {
    return entries.keySet();
  }

  /** What the policy says to a write that is about to happen. */
  Plan plan(Integer key) {
    Held held = entries.get(key);
    return (held == null)
        ? new Plan(ask(policy::getExpiryForCreation), ETERNAL)
        : new Plan(ask(policy::getExpiryForUpdate), held.expires());
  }

  /**
   * Stores a value; false if it would be expired from the start. What takes the place of an entry
   * whose time has run out since the policy was asked has the time of a new one.
   */
  boolean keep(Integer key, Box value, Plan asked) {
    Held old = entries.get(key);
    boolean over = old != null && old.expires() <= clock.nanos();
    Plan plan = over ? new Plan(ask(policy::getExpiryForCreation), ETERNAL) : asked;
    if (old == null && plan.length() != null && plan.length().isZero()) {
      return false;
    }
    entries.put(key, new Held(value, instant(plan.length(), plan.otherwise()), tagOf(value)));
    if (old == null) {
      events.add(EventType.CREATED, key, null, value);
    } else {
      events.add(EventType.UPDATED, key, oldValues ? old.value() : null, value);
    }
    return true;
  }

  void access(Integer key) {
    Held held = requireNonNull(entries.get(key));
    long expires = instant(ask(policy::getExpiryForAccess), held.expires());
    entries.put(key, new Held(held.value(), expires, held.tag()));
  }

  boolean drop(Integer key) {
    Held held = entries.remove(key);
    if (held != null) {
      gone(EventType.REMOVED, key, held.value());
    }
    return held != null;
  }

  /** Drops everything; of what had expired unnoticed, listeners may or may not hear. */
  void clear() {
    entries.clear();
    forgetExpiries();
  }

  /** Drops what has a tag; of what had expired unnoticed, listeners may or may not hear. */
  void recall(String tag) {
    drop(key -> requireNonNull(entries.get(key)).tag().equals(tag));
  }

  /** Ends what has a tag. */
  void expire(String tag) {
    entries.replaceAll(
        (key, held) -> held.tag().equals(tag) ? new Held(held.value(), clock.nanos(), tag) : held);
    expire();
  }

  /** Drops some keys likewise. */
  void drop(Predicate<Integer> which) {
    entries.keySet().removeIf(which);
    forgetExpiries();
  }

  private String tagOf(Box value) {
    return tagged ? Setup.tagOf(value.number) : "";
  }

  private void forgetExpiries() {
    events.history().values().stream()
        .map(history -> history.get(history.size() - 1))
        .filter(Event::isExpiry)
        .forEach(optional::add);
  }

  /** Whether a listener need not have heard of an event. */
  boolean isOptional(Event event) {
    return optional.contains(event);
  }

  /** What is there at this moment, with the instants of expiry. */
  Map<Integer, String> content() {
    long moment = clock.nanos();
    Map<Integer, String> content = new TreeMap<>();
    entries.forEach(
        (key, held) -> {
          if (held.expires() > moment) {
            content.put(key, held.value() + " until " + held.expires());
          }
        });
    return content;
  }

  private void gone(EventType type, Integer key, Box value) {
    Box shown = oldValues ? value : null;
    events.add(type, key, shown, shown);
  }

  private @Nullable Duration ask(Supplier<@Nullable Duration> question) {
    try {
      return question.get();
    } catch (IllegalStateException e) {
      return null;
    }
  }

  private long instant(@Nullable Duration length, long unchanged) {
    if (length == null) {
      return unchanged;
    }
    return length.isEternal()
        ? ETERNAL
        : clock.nanos() + length.getTimeUnit().toNanos(length.getDurationAmount());
  }

  /**
   * A write that the policy has been asked about.
   *
   * @param length how long the entry lives from its write on, or null
   * @param otherwise the instant of expiry if the length is null
   */
  record Plan(@Nullable Duration length, long otherwise) {}

  private record Held(Box value, long expires, String tag) {}
}
