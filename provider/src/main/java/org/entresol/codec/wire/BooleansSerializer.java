package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** The serializer of arrays of {@code boolean}: a byte each. */
final class BooleansSerializer extends Serializer<boolean[]> {

  @Override
  public boolean[] copy(Kryo kryo, boolean[] original) {
    return original.clone();
  }

  @Override
  public void write(Kryo kryo, Output output, boolean[] values) {
    output.writeVarInt(values.length, true);
    output.writeBooleans(values, 0, values.length);
  }

  @Override
  public boolean[] read(Kryo kryo, Input input, Class<? extends boolean[]> type) {
    return input.readBooleans(input.readVarInt(true));
  }
}
