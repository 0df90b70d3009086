package org.entresol.config;

import static org.entresol.config.model.Setting.setting;

import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import org.entresol.config.model.Classes;
import org.entresol.config.model.Words;

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
        Key.key(
            setting(
                LISTENER,
                Classes.<CacheEntryListener<Object, Object>>factoryOf(CacheEntryListener.class)),
            MutableCacheEntryListenerConfiguration::setCacheEntryListenerFactory),
        Key.key(
            setting(
                    "filter",
                    Classes.<CacheEntryEventFilter<Object, Object>>factoryOf(
                        CacheEntryEventFilter.class))
                .otherwise("none", null),
            MutableCacheEntryListenerConfiguration::setCacheEntryEventFilterFactory),
        Key.key(
            setting("synchronous", Words.FLAG, "false"),
            MutableCacheEntryListenerConfiguration::setSynchronous),
        Key.key(
            setting("old-value-required", Words.FLAG, "false"),
            MutableCacheEntryListenerConfiguration::setOldValueRequired));
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
