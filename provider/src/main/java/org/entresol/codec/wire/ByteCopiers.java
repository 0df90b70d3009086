package org.entresol.codec.wire;

import java.util.Set;
import org.entresol.codec.CodecException;
import org.entresol.codec.Copier;
import org.entresol.codec.Copiers;
import org.entresol.codec.ValueCodec;
import org.entresol.codec.copy.Plan;
import org.entresol.codec.copy.Plans;
import org.jspecify.annotations.Nullable;

/**
 * The copying rules of a cache that keeps nothing but bytes: what it stores becomes bytes and needs
 * no copy beside them, and what else has to be copied goes through the same bytes.
 *
 * <p>So an object is asked once what it consists of, and by one set of rules. Thread-safe.
 */
public final class ByteCopiers implements Copiers {

  private final ValueCodec codec;
  private final Plans plans;

  /**
   * @param codec the encoding of the cache
   * @param immutableTypes the types that {@link KryoCopiers#byValue} is given too
   */
  public ByteCopiers(ValueCodec codec, Set<String> immutableTypes) {
    this.codec = codec;
    this.plans = KryoRules.plans(immutableTypes);
  }

  /** Null for all: each entry is read from bytes and has one owner. */
  @Override
  public @Nullable Copier copierOf(Object value) {
    return null;
  }

  @Override
  public boolean sharesAll(Class<?> type) {
    return plans.areImmutable(type);
  }

  /**
   * {@inheritDoc}
   *
   * @throws CodecException instead, when it cannot be encoded
   */
  @Override
  @SuppressWarnings("unchecked") // a copy can stand wherever its original stood
  public <T> T copy(T value) {
    boolean shared = plans.of(value.getClass()) == Plan.SHARE;
    return shared ? value : (T) codec.decode(codec.encode(value), 0);
  }

  @Override
  public long sizeOf(Object value) {
    return codec.encode(value).length;
  }
}
