package org.entresol;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * Everything said about one cache. A builder writes its own; a configuration keeps a copy that
 * nobody writes. A null in one of Entresol's own settings means that nothing was said.
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

  @Nullable Stack stack;
  @Nullable HeapBound heap;
  @Nullable Set<String> immutableTypes;
  @Nullable Integer loadBatch;

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
    copy.stack = stack;
    copy.heap = heap;
    copy.immutableTypes = immutableTypes;
    copy.loadBatch = loadBatch;
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

  /** Takes over Entresol's settings of another cache where nothing was said here. */
  void fillFrom(Settings<?, ?> other) {
    stack = stack != null ? stack : other.stack;
    heap = heap != null ? heap : other.heap;
    immutableTypes = immutableTypes != null ? immutableTypes : other.immutableTypes;
    loadBatch = loadBatch != null ? loadBatch : other.loadBatch;
  }

  /** Refuses what no cache could be. */
  void check() {
    require(!readThrough || loader != null, "load.read-through: true", "with a loader only");
    require(!writeThrough || writer != null, "write.write-through: true", "with a writer only");
    require(loadBatch == null || loadBatch >= 1, "load.batch: " + loadBatch, "1 or more");
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
        stack,
        heap,
        immutableTypes,
        loadBatch);
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
        + ", writeThrough=%s, listeners=%d, stack=%s, heap=%s, immutable=%s, loadBatch=%s"
            .formatted(writeThrough, listeners.size(), stack, heap, immutableTypes, loadBatch);
  }
}
