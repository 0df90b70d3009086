package org.entresol.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** All events of one cache in the order in which they came. Thread-safe. */
final class EventLog
    implements CacheEntryCreatedListener<Integer, Box>,
        CacheEntryUpdatedListener<Integer, Box>,
        CacheEntryRemovedListener<Integer, Box>,
        CacheEntryExpiredListener<Integer, Box> {

  private final List<Event> events = new ArrayList<>();
  private int taken;

  synchronized void add(Event event) {
    events.add(event);
  }

  void add(EventType type, Integer key, @Nullable Box oldValue, @Nullable Box value) {
    add(new Event(type, key, text(oldValue), text(value)));
  }

  private static @Nullable String text(@Nullable Box box) {
    return (box == null) ? null : box.toString();
  }

  /** The events since the last time this was asked, by key; expiry is noticed when it may be. */
  synchronized Map<Integer, List<Event>> takeChanges() {
    List<Event> fresh = events.subList(taken, events.size());
    taken = events.size();
    return byKey(fresh.stream().filter(event -> !event.isExpiry()).toList());
  }

  /** All events by key. */
  synchronized Map<Integer, List<Event>> history() {
    return byKey(events);
  }

  private static Map<Integer, List<Event>> byKey(List<Event> events) {
    Map<Integer, List<Event>> byKey = new TreeMap<>();
    events.forEach(event -> byKey.computeIfAbsent(event.key(), k -> new ArrayList<>()).add(event));
    return byKey;
  }

  private void hear(Iterable<CacheEntryEvent<? extends Integer, ? extends Box>> heard) {
    heard.forEach(
        event -> {
          if (event.isOldValueAvailable() != (event.getOldValue() != null)) {
            throw new AssertionError(event + " contradicts itself about its old value");
          }
          add(event.getEventType(), event.getKey(), event.getOldValue(), event.getValue());
        });
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Box>> heard) {
    hear(heard);
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends Box>> heard) {
    hear(heard);
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends Integer, ? extends Box>> heard) {
    hear(heard);
  }

  @Override
  public void onExpired(Iterable<CacheEntryEvent<? extends Integer, ? extends Box>> heard) {
    hear(heard);
  }
}
