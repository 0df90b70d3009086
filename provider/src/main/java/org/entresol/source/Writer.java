package org.entresol.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.entresol.FencedWriter;
import org.entresol.WriteFence;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of the system of record: a cache writer of the user's.
 *
 * <p>Whatever the writer throws comes out as a {@link CacheWriterException}. Thread-safe as far as
 * the writer is.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Writer<K, V> {

  private final CacheWriter<? super K, ? super V> writer;

  /** Wraps a writer of the user's. */
  public Writer(CacheWriter<? super K, ? super V> writer) {
    this.writer = writer;
  }

  /** Writes one entry. */
  public void write(K key, V value) {
    try {
      writer.write(new SourceEntry<>(key, value));
    } catch (Exception e) {
      throw failure("write of key '" + key + "'", e);
    }
  }

  /** Deletes one key. */
  public void delete(K key) {
    try {
      writer.delete(key);
    } catch (Exception e) {
      throw failure("delete of key '" + key + "'", e);
    }
  }

  /** Whether batches of write-behind are to name their fence. */
  boolean isFenced() {
    return writer instanceof FencedWriter;
  }

  /** Writes several entries and tells which of them were not written. */
  public Written writeAll(Map<K, V> values) {
    return writeAll(writer, values, null);
  }

  /**
   * Writes several entries and tells which of them were not written.
   *
   * @param fence what a {@link FencedWriter} is to be told, or null
   */
  Written writeAll(Map<K, V> values, @Nullable WriteFence fence) {
    return writeAll(writer, values, fence);
  }

  /** Names the types that the writer's wildcards stand for, as its collection needs them. */
  private static <A, B> Written writeAll(
      CacheWriter<A, B> writer, Map<? extends A, ? extends B> values, @Nullable WriteFence fence) {
    Collection<Cache.Entry<? extends A, ? extends B>> left = new ArrayList<>(values.size());
    values.forEach((key, value) -> left.add(new SourceEntry<A, B>(key, value)));
    try {
      if (fence != null && writer instanceof FencedWriter<A, B> fenced) {
        fenced.writeAll(left, fence);
      } else {
        writer.writeAll(left);
      }
      return Written.ALL;
    } catch (Exception | Error e) {
      Set<Object> keys = new HashSet<>();
      left.forEach(entry -> keys.add(entry.getKey()));
      return new Written(keys, unwritten("write of " + values.size() + " keys", e));
    }
  }

  /** Deletes several keys and tells which of them were not deleted. */
  public Written deleteAll(Collection<K> keys) {
    return deleteAll(keys, null);
  }

  /**
   * Deletes several keys and tells which of them were not deleted.
   *
   * @param fence what a {@link FencedWriter} is to be told, or null
   */
  Written deleteAll(Collection<K> keys, @Nullable WriteFence fence) {
    Collection<Object> left = new ArrayList<>(keys);
    try {
      if (fence != null && writer instanceof FencedWriter<?, ?> fenced) {
        fenced.deleteAll(left, fence);
      } else {
        writer.deleteAll(left);
      }
      return Written.ALL;
    } catch (Exception | Error e) {
      return new Written(new HashSet<>(left), unwritten("delete of " + keys.size() + " keys", e));
    }
  }

  /** What the caller is to get: errors as they are, everything else as a writer's exception. */
  private static Throwable unwritten(String what, Throwable cause) {
    return (cause instanceof Exception exception) ? failure(what, exception) : cause;
  }

  private static CacheWriterException failure(String what, Exception cause) {
    return (cause instanceof CacheWriterException known)
        ? known
        : new CacheWriterException("The writer failed in the " + what, cause);
  }

  /**
   * What became of a bulk write.
   *
   * @param left the keys that the writer had not yet written when it failed
   * @param failure the exception or error for the caller, or null when all is written
   */
  public record Written(Set<?> left, @Nullable Throwable failure) {

    private static final Written ALL = new Written(Set.of(), null);

    /** Throws the failure, if there is one. */
    public void throwIfFailed() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
    }
  }
}
