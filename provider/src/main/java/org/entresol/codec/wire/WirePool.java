package org.entresol.codec.wire;

import java.util.List;
import java.util.function.Supplier;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.CodecException;
import org.entresol.codec.copy.Plans;
import org.entresol.codec.wire.SchemaBook.Own;
import org.entresol.codec.wire.Spares.Spare;

/**
 * Kryos with their buffers that encode or decode one object at a time. One that failed is thrown
 * away: it may have stopped anywhere. But one that has refused bytes goes on: it costs much more to
 * make another, and strangers choose how often that is. Thread-safe.
 */
final class WirePool {

  private static final int BUFFER = 1024;

  private final Plans plans;
  private final ClassLoader loader;
  private final AllowedClasses allowed;
  private final SchemaBook schemas;
  private final Spares<Wire> idle = new Spares<>(this::wire);

  WirePool(Plans plans, ClassLoader loader, AllowedClasses allowed, SchemaBook schemas) {
    this.plans = plans;
    this.loader = loader;
    this.allowed = allowed;
    this.schemas = schemas;
  }

  private Wire wire() {
    return new Wire(new GraphKryo(plans, loader, allowed, schemas));
  }

  byte[] encode(Object value) {
    try {
      return here(() -> encodeHere(value));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw allowed.ofEncoding(
          value.getClass(),
          e,
          (noting, trail) ->
              here(() -> new GraphKryo(plans, loader, noting, schemas).lengthOf(value, trail)));
    }
  }

  Object decode(byte[] bytes, int offset) {
    try {
      return here(() -> decodeHere(bytes, offset));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw allowed.ofDecoding(e);
    }
  }

  /**
   * Does something with the stack of the current thread, or with a deep one if that is too short.
   */
  private static <T> T here(Supplier<T> work) {
    try {
      return work.get();
    } catch (StackOverflowError e) {
      if (DeepStack.isHere()) {
        throw e;
      }
      return DeepStack.call(work);
    }
  }

  private byte[] encodeHere(Object value) {
    Spare<Wire> wire = idle.take();
    byte[] bytes = wire.object().encode(value, schemas);
    idle.giveBack(wire);
    return bytes;
  }

  private Object decodeHere(byte[] bytes, int offset) {
    Spare<Wire> wire = idle.take();
    try {
      Object value = wire.object().decode(bytes, offset);
      idle.giveBack(wire);
      return value;
    } catch (CodecException e) {
      wire.object().forget();
      idle.giveBack(wire);
      throw e;
    }
  }

  /** A Kryo with its buffers. */
  private static final class Wire {
    private final GraphKryo kryo;
    private final WireInput input = new WireInput();
    private final WireOutput output = new WireOutput(BUFFER);

    Wire(GraphKryo kryo) {
      this.kryo = kryo;
    }

    byte[] encode(Object value, SchemaBook schemas) {
      kryo.writeClassAndObject(output, value);
      List<Own> fresh = GraphKryo.writer(kryo).fresh();
      if (!fresh.isEmpty()) {
        schemas.store(fresh);
      }
      kryo.reset();
      byte[] bytes = output.toBytes();
      output.reset();
      return bytes;
    }

    Object decode(byte[] bytes, int offset) {
      if (offset < 0 || offset > bytes.length) {
        throw CodecException.malformed("no byte has the offset " + offset);
      }
      input.take(bytes, offset);
      Object value = kryo.readClassAndObject(input);
      if (value == null) {
        throw CodecException.malformed("no value");
      }
      if (input.remaining() > 0) {
        throw CodecException.malformed(input.remaining() + " bytes too many");
      }
      forget();
      return value;
    }

    /** Forgets what was read, or read in part. */
    void forget() {
      kryo.reset();
      input.forget();
    }
  }
}
