package org.entresol.config;

import java.util.List;
import java.util.function.BiConsumer;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;

/** The table of the keys that describe a listener of a cache. */
final class ListenerKeys {
  private static final String LISTENER = "listener";

  /** All keys, as they stand in an item of the list {@code listeners}. */
  static final Schema<MutableCacheEntryListenerConfiguration<Object, Object>> ITEM =
      new Schema<>(rows());

  /** One item of the list. */
  static final Shape<CacheEntryListenerConfiguration<Object, Object>> CONFIGURATION =
      new Shape<>("a section with " + ITEM.keysBelow(""), ListenerKeys::read);

  private ListenerKeys() {}

  private static List<Key<MutableCacheEntryListenerConfiguration<Object, Object>, ?>> rows() {
    return List.of(
        row(
            LISTENER,
            Classes.<CacheEntryListener<Object, Object>>factoryOf(CacheEntryListener.class),
            MutableCacheEntryListenerConfiguration::setCacheEntryListenerFactory),
        row(
                "filter",
                Classes.<CacheEntryEventFilter<Object, Object>>factoryOf(
                    CacheEntryEventFilter.class),
                MutableCacheEntryListenerConfiguration::setCacheEntryEventFilterFactory)
            .otherwise("none"),
        row("synchronous", Words.BOOLEAN, MutableCacheEntryListenerConfiguration::setSynchronous)
            .otherwise("false"),
        row(
                "old-value-required",
                Words.BOOLEAN,
                MutableCacheEntryListenerConfiguration::setOldValueRequired)
            .otherwise("false"));
  }

  private static <T> Key<MutableCacheEntryListenerConfiguration<Object, Object>, T> row(
      String path,
      Shape<T> shape,
      BiConsumer<MutableCacheEntryListenerConfiguration<Object, Object>, T> setter) {
    return Key.key(path, shape, setter);
  }

  private static CacheEntryListenerConfiguration<Object, Object> read(
      Value value, ClassLoader loader) {
    Layer<MutableCacheEntryListenerConfiguration<Object, Object>> layer = ITEM.read(value, loader);
    if (!layer.fills(LISTENER)) {
      throw value.refused("has no " + LISTENER, "a section with " + LISTENER + " at least");
    }
    MutableCacheEntryListenerConfiguration<Object, Object> listener =
        new MutableCacheEntryListenerConfiguration<>(null, null, false, false);
    layer.applyTo(listener);
    return listener;
  }
}
