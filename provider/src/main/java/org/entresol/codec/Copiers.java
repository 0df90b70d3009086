package org.entresol.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import java.time.temporal.Temporal;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** The copying rules of one cache. Thread-safe. */
public final class Copiers {

  private final @Nullable ClassLoader loader;
  private final Set<String> immutableTypes;

  private Copiers(@Nullable ClassLoader loader, Set<String> immutableTypes) {
    this.loader = loader;
    this.immutableTypes = Set.copyOf(immutableTypes);
  }

  /** Rules by which nothing is ever copied. */
  public static Copiers byReference() {
    return new Copiers(null, Set.of());
  }

  /** Rules by which every mutable object is copied. */
  public static Copiers byValue(ClassLoader loader, Set<String> immutableTypes) {
    return new Copiers(loader, immutableTypes);
  }

  /** The copier for the class of {@code value}, or null when its instances need not be copied. */
  public @Nullable Copier copierOf(Object value) {
    return loader == null || isImmutable(value) ? null : this::copyGraph;
  }

  private boolean isImmutable(Object value) {
    return value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Enum
        || value instanceof UUID
        || value instanceof Temporal
        || immutableTypes.contains(value.getClass().getName());
  }

  /**
   * A copy the caller may change, or the value itself when it is immutable or held by reference.
   */
  @SuppressWarnings("unchecked") // a copy has the class of its original
  public <T> T copy(T value) {
    Copier copier = copierOf(value);
    return copier == null ? value : (T) copier.copy(value);
  }

  /** The estimated size of the value in bytes. */
  public long sizeOf(Object value) {
    return value instanceof String text ? 40L + text.length() : 64L;
  }

  private Object copyGraph(Object original) {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(false);
    kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
    try {
      return kryo.copy(original);
    } catch (RuntimeException e) {
      throw new CopyException("Cannot copy " + original.getClass().getName() + ": " + e, e);
    }
  }
}
