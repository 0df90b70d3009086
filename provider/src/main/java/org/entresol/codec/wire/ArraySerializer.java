package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** The serializer of arrays of objects. */
final class ArraySerializer extends Serializer<Object> {

  private final Class<?> component;
  private final boolean isExact;

  ArraySerializer(Class<?> type) {
    this.component = type.getComponentType();
    this.isExact = FieldForm.isExact(component);
  }

  @Override
  public Object copy(Kryo kryo, Object original) {
    @Nullable Object[] parts = (Object[]) original;
    @Nullable Object[] copy = parts.clone();
    kryo.reference(copy);
    for (int i = 0; i < copy.length; i++) {
      copy[i] = kryo.copy(parts[i]);
    }
    return copy;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    @Nullable Object[] parts = (Object[]) object;
    output.writeVarInt(parts.length, true);
    for (Object part : parts) {
      if (isExact) {
        GraphKryo.writer(kryo).writeKnown(output, part, component);
      } else {
        kryo.writeClassAndObject(output, part);
      }
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    @Nullable Object[] parts = (Object[]) Array.newInstance(component, WireInput.length(input));
    kryo.reference(parts);
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          isExact
              ? GraphKryo.reader(kryo).readKnown(input, component)
              : kryo.readClassAndObject(input);
    }
    return parts;
  }
}
