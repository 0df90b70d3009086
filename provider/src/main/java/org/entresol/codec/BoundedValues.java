package org.entresol.codec;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The encoding of the values of one cache which takes none that has too many bytes: one of them
 * holds up everybody while it is on its way. Thread-safe.
 */
public final class BoundedValues implements ValueCodec {

  private static final Logger LOG = System.getLogger(BoundedValues.class.getName());

  /** A value of that part of the bound is told of, once. */
  private static final int LARGE_PART = 10;

  private final ValueCodec codec;
  private final String cache;
  private final long most;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * Creates the bounds of a cache.
   *
   * @param codec encodes what is within them
   * @param cache its name, for messages
   * @param most the most bytes of a value
   */
  public BoundedValues(ValueCodec codec, String cache, long most) {
    this.codec = codec;
    this.cache = cache;
    this.most = most;
  }

  @Override
  public byte[] encode(Object value) {
    byte[] bytes = codec.encode(value);
    if (bytes.length > most) {
      throw CodecException.tooLarge(cache, value.getClass(), bytes.length, most);
    }
    if (bytes.length >= most / LARGE_PART && bytes.length > 1 && told.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "Cache ''{0}'': a {1} has {2} bytes, a tenth of max-value-bytes ({3}) or more; large values hold up Redis and all who wait for it, so cache parts of them, or what is needed of them",
          cache,
          value.getClass().getName(),
          String.valueOf(bytes.length),
          String.valueOf(most));
    }
    return bytes;
  }

  @Override
  public Object decode(byte[] bytes, int offset) {
    return codec.decode(bytes, offset);
  }

  @Override
  public void renew() {
    codec.renew();
  }
}
