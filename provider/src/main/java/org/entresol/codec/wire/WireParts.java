package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.entresol.codec.Weights;
import org.jspecify.annotations.Nullable;

/** The parts of a container in bytes: how many there are, and each with its class. Stateless. */
final class WireParts {

  private WireParts() {}

  /** Writes how many parts of a container there are, and the parts. */
  static void write(
      Kryo kryo, Output output, Object container, @Nullable Object[] parts, Hashing hashing) {
    output.writeVarInt(parts.length, true);
    WireWriter writer = GraphKryo.writer(kryo);
    Weights weights = writer.weights();
    for (int i = 0; i < parts.length; i++) {
      long before = weights.total();
      long knots = weights.knots();
      writer.writePart(output, parts[i], i);
      if (hashing.isOf(i)) {
        writer.chargeHashing(container, weights.toHash(before, knots));
      }
    }
  }

  /** Reads parts that a container is about to be filled with. */
  static @Nullable Object[] read(Kryo kryo, Input input, Hashing hashing) {
    @Nullable Object[] parts = new @Nullable Object[WireInput.length(input)];
    WireReader reader = GraphKryo.reader(kryo);
    Weights weights = reader.weights();
    for (int i = 0; i < parts.length; i++) {
      long before = weights.total();
      long knots = weights.knots();
      parts[i] = kryo.readClassAndObject(input);
      if (hashing.isOf(i)) {
        reader.chargeHashing(weights.toHash(before, knots));
      }
    }
    return parts;
  }
}
