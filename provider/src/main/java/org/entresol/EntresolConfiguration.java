package org.entresol;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.entresol.config.model.Said;
import org.entresol.config.model.Setting;
import org.jspecify.annotations.Nullable;

/**
 * The description of one cache: all that JCache asks for, and what Entresol adds to it.
 *
 * <p>What is added (from the stack on to the order of writes) may be left unset; then the
 * configuration file of the manager decides, and where the file is silent too, the default that the
 * getter names. Immutable and thread-safe. Two configurations are equal when the same was said in
 * both: one that sets a default value differs from one that leaves it unset, because the file may
 * change only the second. A configuration of another class is never equal to this one (JSR-107
 * 1.1.1, chapter 3).
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class EntresolConfiguration<K, V> extends OwnConfiguration
    implements CompleteConfiguration<K, V> {

  /** The keys handed to one {@link CacheLoader#loadAll} when nothing is said: 1,000. */
  public static final int DEFAULT_LOAD_BATCH = 1_000;

  @Serial private static final long serialVersionUID = 1L;

  private final Settings<K, V> settings;

  private EntresolConfiguration(Settings<K, V> settings) {
    this.settings = settings;
  }

  /**
   * Starts the description of a cache whose keys and values are checked against these types.
   *
   * @param keyType the type of keys; with {@code Object} for both types nothing is checked
   * @param valueType the type of values
   */
  public static <K, V> Builder<K, V> builder(Class<K> keyType, Class<V> valueType) {
    return new Builder<>(new Settings<>(keyType, valueType));
  }

  /**
   * All settings that JCache does not know, in the order of the manual: their keys, types, defaults
   * and stacks. A list that cannot be changed.
   */
  public static List<Setting<?>> settings() {
    return CacheSettings.ALL;
  }

  /**
   * The same description as any JCache configuration, as it is now.
   *
   * <p>A {@link CompleteConfiguration} is copied as a whole; of a plain {@link Configuration} the
   * rest has JCache's defaults. Entresol's own settings stay unset. An {@code
   * EntresolConfiguration} is returned as it is. Later changes of the argument or its listeners
   * list are not seen.
   *
   * @throws IllegalArgumentException if it asks for something impossible, as {@link
   *     Builder#build()} does
   */
  public static <K, V> EntresolConfiguration<K, V> copyOf(Configuration<K, V> configuration) {
    if (configuration instanceof EntresolConfiguration<K, V> ours) {
      return ours;
    }
    Settings<K, V> settings =
        new Settings<>(configuration.getKeyType(), configuration.getValueType());
    settings.storeByValue = configuration.isStoreByValue();
    if (configuration instanceof CompleteConfiguration<K, V> complete) {
      settings.take(complete);
    }
    return new Builder<>(settings).build();
  }

  /** A builder that holds everything this configuration says. */
  public Builder<K, V> toBuilder() {
    return new Builder<>(settings.copy());
  }

  /**
   * This configuration, with every setting of Entresol's that it leaves unset taken from another.
   * JCache's part stays as it is.
   *
   * @param other where the unset settings come from; what it leaves unset too stays unset
   */
  public EntresolConfiguration<K, V> withFallback(EntresolConfiguration<?, ?> other) {
    Builder<K, V> builder = toBuilder();
    builder.settings.own = settings.own.over(other.settings.own, CacheSettings.ALL);
    return builder.build();
  }

  /** This configuration with statistics switched on or off. */
  public EntresolConfiguration<K, V> withStatisticsEnabled(boolean enabled) {
    return toBuilder().statistics(enabled).build();
  }

  /** This configuration with the management bean switched on or off. */
  public EntresolConfiguration<K, V> withManagementEnabled(boolean enabled) {
    return toBuilder().management(enabled).build();
  }

  /**
   * This configuration with one listener more.
   *
   * @throws IllegalArgumentException if an equal one is registered already
   */
  public EntresolConfiguration<K, V> withListener(CacheEntryListenerConfiguration<K, V> listener) {
    return toBuilder().listener(listener).build();
  }

  /** This configuration without the listener equal to the argument; the same if there is none. */
  public EntresolConfiguration<K, V> withoutListener(
      CacheEntryListenerConfiguration<K, V> listener) {
    Builder<K, V> builder = toBuilder();
    builder.settings.listeners.remove(listener);
    return builder.build();
  }

  @Override
  public Class<K> getKeyType() {
    return settings.keyType;
  }

  @Override
  public Class<V> getValueType() {
    return settings.valueType;
  }

  @Override
  public boolean isStoreByValue() {
    return settings.storeByValue;
  }

  @Override
  public boolean isStatisticsEnabled() {
    return settings.statistics;
  }

  @Override
  public boolean isManagementEnabled() {
    return settings.management;
  }

  @Override
  public boolean isReadThrough() {
    return settings.readThrough;
  }

  @Override
  public boolean isWriteThrough() {
    return settings.writeThrough;
  }

  /** The maker of the loader, or null when there is none. */
  @Override
  public @Nullable Factory<CacheLoader<K, V>> getCacheLoaderFactory() {
    return settings.loader;
  }

  /** The maker of the writer, or null when there is none. */
  @Override
  public @Nullable Factory<CacheWriter<? super K, ? super V>> getCacheWriterFactory() {
    return settings.writer;
  }

  /** The maker of the expiry policy; eternal by default, never null. */
  @Override
  public Factory<ExpiryPolicy> getExpiryPolicyFactory() {
    return settings.expiry;
  }

  /** The listeners in the order of their registration; a list that cannot be changed. */
  @Override
  public List<CacheEntryListenerConfiguration<K, V>> getCacheEntryListenerConfigurations() {
    return Collections.unmodifiableList(settings.listeners);
  }

  @Override
  Said own() {
    return settings.own;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof EntresolConfiguration<?, ?> other && settings.equals(other.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return "EntresolConfiguration[" + settings + "]";
  }

  /**
   * Collects what is said about one cache. Not thread-safe.
   *
   * @param <K> the type of keys
   * @param <V> the type of values
   */
  public static final class Builder<K, V> extends OwnBuilder<Builder<K, V>> {
    private final Settings<K, V> settings;

    private Builder(Settings<K, V> settings) {
      this.settings = settings;
    }

    @Override
    Settings<K, V> settings() {
      return settings;
    }

    @Override
    Builder<K, V> self() {
      return this;
    }

    /** Whether keys and values are copied on their way in and out; {@code true} by default. */
    public Builder<K, V> storeByValue(boolean byValue) {
      settings.storeByValue = byValue;
      return this;
    }

    /** Whether the statistics bean is registered and counts; {@code false} by default. */
    public Builder<K, V> statistics(boolean enabled) {
      settings.statistics = enabled;
      return this;
    }

    /** Whether the management bean is registered; {@code false} by default. */
    public Builder<K, V> management(boolean enabled) {
      settings.management = enabled;
      return this;
    }

    /** Whether a miss asks the loader; {@code false} by default. */
    public Builder<K, V> readThrough(boolean enabled) {
      settings.readThrough = enabled;
      return this;
    }

    /** Whether a write goes to the writer first; {@code false} by default. */
    public Builder<K, V> writeThrough(boolean enabled) {
      settings.writeThrough = enabled;
      return this;
    }

    /** The maker of the loader; none by default. */
    public Builder<K, V> loader(Factory<? extends CacheLoader<K, V>> factory) {
      settings.loader = widen(requireNonNull(factory, "loader"));
      return this;
    }

    /** The maker of the writer; none by default. */
    public Builder<K, V> writer(Factory<? extends CacheWriter<? super K, ? super V>> factory) {
      settings.writer = widen(requireNonNull(factory, "writer"));
      return this;
    }

    /** The maker of the expiry policy; eternal by default. */
    public Builder<K, V> expiry(Factory<? extends ExpiryPolicy> factory) {
      settings.expiry = widen(requireNonNull(factory, "expiry"));
      return this;
    }

    /**
     * The expiry policy itself, for one that is {@link Serializable} as the five of the
     * specification are.
     *
     * @throws IllegalArgumentException if the policy is not serializable
     */
    public Builder<K, V> expiry(ExpiryPolicy policy) {
      if (!(policy instanceof Serializable)) {
        throw new IllegalArgumentException(
            "expiry: "
                + policy
                + " is not serializable; allowed: a serializable policy, or a Factory of one");
      }
      return expiry(FactoryBuilder.factoryOf((ExpiryPolicy & Serializable) policy));
    }

    /**
     * One more listener.
     *
     * @throws IllegalArgumentException if an equal one was given before
     */
    public Builder<K, V> listener(CacheEntryListenerConfiguration<K, V> listener) {
      if (settings.listeners.contains(requireNonNull(listener, "listener"))) {
        throw new IllegalArgumentException(
            "listeners: " + listener + " is there already; allowed: each listener once");
      }
      settings.listeners.add(listener);
      return this;
    }

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException if a value is out of range or two settings contradict each
     *     other; the message names the setting, its value and what is allowed
     * @throws UnsupportedOperationException if it asks for storing by reference on {@link
     *     Stack#REDIS}, which has no references to store
     */
    public EntresolConfiguration<K, V> build() {
      settings.check();
      return new EntresolConfiguration<>(settings.copy());
    }

    @SuppressWarnings("unchecked") // a factory only produces: one of a subtype is one of the type
    private static <T> Factory<T> widen(Factory<? extends T> factory) {
      return (Factory<T>) factory;
    }
  }
}
