package org.entresol;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.entresol.config.model.Said;
import org.jspecify.annotations.Nullable;

/**
 * Everything said about one cache. A builder writes its own; a configuration keeps a copy that
 * nobody writes.
 */
final class Settings<K, V> implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  final Class<K> keyType;
  final Class<V> valueType;
  boolean storeByValue = true;
  boolean statistics;
  boolean management;
  boolean readThrough;
  boolean writeThrough;
  @Nullable Factory<CacheLoader<K, V>> loader;
  @Nullable Factory<CacheWriter<? super K, ? super V>> writer;
  Factory<ExpiryPolicy> expiry = EternalExpiryPolicy.factoryOf();
  final ArrayList<CacheEntryListenerConfiguration<K, V>> listeners = new ArrayList<>();

  /** What is said beyond JCache's part. */
  Said own = Said.NOTHING;

  Settings(Class<K> keyType, Class<V> valueType) {
    this.keyType = requireNonNull(keyType, "key type");
    this.valueType = requireNonNull(valueType, "value type");
  }

  Settings<K, V> copy() {
    Settings<K, V> copy = new Settings<>(keyType, valueType);
    copy.storeByValue = storeByValue;
    copy.statistics = statistics;
    copy.management = management;
    copy.readThrough = readThrough;
    copy.writeThrough = writeThrough;
    copy.loader = loader;
    copy.writer = writer;
    copy.expiry = expiry;
    copy.listeners.addAll(listeners);
    copy.own = own;
    return copy;
  }

  /** Takes over what a complete configuration says beyond types and storing by value. */
  void take(CompleteConfiguration<K, V> from) {
    statistics = from.isStatisticsEnabled();
    management = from.isManagementEnabled();
    readThrough = from.isReadThrough();
    writeThrough = from.isWriteThrough();
    loader = from.getCacheLoaderFactory();
    writer = from.getCacheWriterFactory();
    expiry = requireNonNullElse(from.getExpiryPolicyFactory(), expiry);
    from.getCacheEntryListenerConfigurations().forEach(listeners::add);
  }

  /** Refuses what no cache could be. */
  void check() {
    require(!readThrough || loader != null, "load.read-through: true", "with a loader only");
    require(!writeThrough || writer != null, "write.write-through: true", "with a writer only");
    require(
        writeThrough || own.get(CacheSettings.WRITE_MODE) == WriteMode.THROUGH,
        "write.mode: behind",
        "with write.write-through: true only");
    Stack stack = own.about(CacheSettings.STACK);
    if (!storeByValue && stack != null && !stack.hasHeap()) {
      throw new UnsupportedOperationException(
          "store-by-value: false is not allowed on the stack "
              + stack.configName()
              + "; allowed: on "
              + Stack.names(Stack::hasHeap));
    }
    CacheSettings.check(own);
  }

  private static void require(boolean condition, String setting, String allowed) {
    if (!condition) {
      throw new IllegalArgumentException(setting + " is not allowed; allowed: " + allowed);
    }
  }

  private List<@Nullable Object> content() {
    return Arrays.asList(
        keyType,
        valueType,
        storeByValue,
        statistics,
        management,
        readThrough,
        writeThrough,
        loader,
        writer,
        expiry,
        listeners,
        own);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Settings<?, ?> other && content().equals(other.content());
  }

  @Override
  public int hashCode() {
    return content().hashCode();
  }

  @Override
  public String toString() {
    return "key=%s, value=%s, storeByValue=%s, statistics=%s, management=%s, readThrough=%s"
            .formatted(
                keyType.getTypeName(),
                valueType.getTypeName(),
                storeByValue,
                statistics,
                management,
                readThrough)
        + ", writeThrough=%s, listeners=%d, %s".formatted(writeThrough, listeners.size(), own);
  }
}
