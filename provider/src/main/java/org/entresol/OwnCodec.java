package org.entresol;

import static java.util.Objects.requireNonNull;

import javax.cache.configuration.Factory;
import org.entresol.config.model.Classes.InstanceOf;

/**
 * A codec of the user's.
 *
 * @param factory makes it, once for each cache; it is closed with the cache if it is {@link
 *     AutoCloseable}
 */
public record OwnCodec(Factory<? extends Codec<?>> factory) implements CodecChoice {

  private static final long serialVersionUID = 1L;

  /** A factory there must be. */
  public OwnCodec {
    requireNonNull(factory, "codec");
  }

  /** The class that is made, or that makes it. */
  @Override
  public String toString() {
    return factory instanceof InstanceOf<?> made
        ? made.type().getName()
        : factory.getClass().getName();
  }
}
