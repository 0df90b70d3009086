package org.entresol.event;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** One listener with its filter, as registered with one cache. */
final class Registration<K, V> implements Change.Recipient<K, V> {

  private final CacheEntryListenerConfiguration<K, V> configuration;
  private final Cache<K, V> source;
  private final CacheEntryListener<? super K, ? super V> listener;
  private final @Nullable CacheEntryEventFilter<? super K, ? super V> filter;
  private final Set<EventType> types;
  private volatile boolean ended;
  private final UnaryOperator<K> keyCopy;
  private final UnaryOperator<V> valueCopy;

  Registration(
      CacheEntryListenerConfiguration<K, V> configuration,
      Cache<K, V> source,
      UnaryOperator<K> keyCopy,
      UnaryOperator<V> valueCopy) {
    this.configuration = configuration;
    this.source = source;
    this.listener = configuration.getCacheEntryListenerFactory().create();
    this.types = typesOf(listener);
    this.filter = filterBeside(listener, configuration.getCacheEntryEventFilterFactory());
    this.keyCopy = keyCopy;
    this.valueCopy = valueCopy;
  }

  /** The filter of a listener that is there already, and is closed if there can be no filter. */
  private static <F> @Nullable F filterBeside(Object listener, @Nullable Factory<F> filters) {
    try {
      return (filters == null) ? null : filters.create();
    } catch (RuntimeException | Error e) {
      if (listener instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception failure) {
          e.addSuppressed(failure);
        }
      }
      throw e;
    }
  }

  CacheEntryListenerConfiguration<K, V> configuration() {
    return configuration;
  }

  @Override
  public boolean isSynchronous() {
    return configuration.isSynchronous();
  }

  /** The listener and its filter, which may want to be closed. */
  List<Object> resources() {
    return (filter == null) ? List.of(listener) : List.of(listener, filter);
  }

  @Override
  public void deliver(Change<K, V> change) {
    if (ended) {
      return;
    }
    try {
      EntryEvent<K, V> event = eventOf(change);
      if (filter == null || filter.evaluate(event)) {
        call(event);
      }
    } catch (CacheEntryListenerException e) {
      throw e;
    } catch (Exception | Error e) {
      throw new CacheEntryListenerException(
          "The listener %s failed on %s of key '%s'"
              .formatted(listener.getClass().getName(), change.type(), change.key()),
          e);
    }
  }

  /** Sees to it that the listener is told of nothing any more, what waits for it included. */
  void end() {
    ended = true;
  }

  @Override
  public boolean listensTo(Change<K, V> change) {
    return types.contains(change.type());
  }

  private static Set<EventType> typesOf(CacheEntryListener<?, ?> listener) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    if (listener instanceof CacheEntryCreatedListener) {
      types.add(EventType.CREATED);
    }
    if (listener instanceof CacheEntryUpdatedListener) {
      types.add(EventType.UPDATED);
    }
    if (listener instanceof CacheEntryRemovedListener) {
      types.add(EventType.REMOVED);
    }
    if (listener instanceof CacheEntryExpiredListener) {
      types.add(EventType.EXPIRED);
    }
    return types;
  }

  private EntryEvent<K, V> eventOf(Change<K, V> change) {
    V oldValue = configuration.isOldValueRequired() ? copy(change.oldValue()) : null;
    boolean ended = change.type() == EventType.REMOVED || change.type() == EventType.EXPIRED;
    V value = ended ? oldValue : copy(change.newValue());
    return new EntryEvent<>(source, change.type(), keyCopy.apply(change.key()), value, oldValue);
  }

  private @Nullable V copy(@Nullable V value) {
    return (value == null) ? null : valueCopy.apply(value);
  }

  private void call(EntryEvent<K, V> event) {
    switch (event.getEventType()) {
      case CREATED -> {
        if (listener instanceof CacheEntryCreatedListener<? super K, ? super V> created) {
          created.onCreated(List.of(event));
        }
      }
      case UPDATED -> {
        if (listener instanceof CacheEntryUpdatedListener<? super K, ? super V> updated) {
          updated.onUpdated(List.of(event));
        }
      }
      case REMOVED -> {
        if (listener instanceof CacheEntryRemovedListener<? super K, ? super V> removed) {
          removed.onRemoved(List.of(event));
        }
      }
      case EXPIRED -> {
        if (listener instanceof CacheEntryExpiredListener<? super K, ? super V> expired) {
          expired.onExpired(List.of(event));
        }
      }
    }
  }
}
