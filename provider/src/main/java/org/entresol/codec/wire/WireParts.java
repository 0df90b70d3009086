package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.jspecify.annotations.Nullable;

/** The parts of a container in bytes: how many there are, and each with its class. Stateless. */
final class WireParts {

  private WireParts() {}

  /** Writes how many parts there are, and the parts. */
  static void write(Kryo kryo, Output output, @Nullable Object[] parts) {
    output.writeVarInt(parts.length, true);
    for (Object part : parts) {
      kryo.writeClassAndObject(output, part);
    }
  }

  /** Reads parts that a container is about to be filled with, which may hash all of them. */
  static @Nullable Object[] read(Kryo kryo, Input input) {
    @Nullable Object[] parts = new @Nullable Object[WireInput.length(input)];
    WireReader reader = GraphKryo.reader(kryo);
    long before = reader.weight();
    for (int i = 0; i < parts.length; i++) {
      parts[i] = kryo.readClassAndObject(input);
    }
    reader.chargeHashing(Math.max(0, reader.weight() - before - parts.length));
    return parts;
  }
}
