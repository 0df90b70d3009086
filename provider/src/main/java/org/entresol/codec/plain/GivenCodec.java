package org.entresol.codec.plain;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.entresol.Codec;
import org.entresol.ShippedCodec;
import org.entresol.codec.CodecException;
import org.entresol.codec.ValueCodec;

/**
 * The encoding of values by a codec that may throw anything, and that bytes of strangers come to.
 * Thread-safe, as the codec is.
 */
public final class GivenCodec implements ValueCodec {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private final Codec<Object> codec;

  /**
   * @param codec says itself which values it takes
   */
  @SuppressWarnings("unchecked") // a value of another class is one that it throws at
  public GivenCodec(Codec<?> codec) {
    this.codec = (Codec<Object>) codec;
  }

  /**
   * The name of a user's codec.
   *
   * @param cache the name of the cache, for messages
   * @throws IllegalArgumentException if it is none, or that of another codec
   */
  public static String nameOf(Codec<?> codec, String cache) {
    String name = codec.name();
    boolean isShipped =
        Stream.of(ShippedCodec.values()).anyMatch(choice -> choice.configName().equals(name));
    if (name == null || isShipped || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Cache '%s': codec: %s calls itself \"%s\"; allowed: 1 to 100 letters, digits, dots, hyphens or underscores, and no name of a codec that is shipped"
              .formatted(cache, codec.getClass().getName(), name));
    }
    return name;
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // whatever it throws is the failure of this one value
  public byte[] encode(Object value) {
    try {
      return requireNonNull(codec.encode(value), "the codec gave null");
    } catch (Throwable e) {
      throw CodecException.ofEncoding(value.getClass(), e);
    }
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // whatever it throws is the failure of these bytes
  public Object decode(byte[] bytes, int offset) {
    try {
      Object value =
          (codec instanceof InPlace<Object> inPlace)
              ? inPlace.decode(bytes, offset)
              : codec.decode(Arrays.copyOfRange(bytes, offset, bytes.length));
      return requireNonNull(value, "the codec gave null");
    } catch (Throwable e) {
      throw CodecException.ofDecoding(e);
    }
  }

  /** Nothing is needed beside the bytes. */
  @Override
  public void renew() {}
}
