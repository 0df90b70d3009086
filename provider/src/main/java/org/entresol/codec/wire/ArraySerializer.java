package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import org.entresol.codec.Trail;
import org.jspecify.annotations.Nullable;

/** The serializer of arrays of objects. */
final class ArraySerializer extends Serializer<Object> {

  private final Class<?> component;
  private final FieldForm form;

  ArraySerializer(Class<?> type) {
    this(type, FieldForm.ofObjects(type.getComponentType()));
  }

  /**
   * @param form how the elements are written
   */
  ArraySerializer(Class<?> type, FieldForm form) {
    this.component = type.getComponentType();
    this.form = form;
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
    Trail trail = GraphKryo.writer(kryo).trail();
    for (int i = 0; i < parts.length; i++) {
      if (trail == null) {
        form.write(kryo, output, parts[i]);
      } else {
        trail.enterPart(i);
        form.write(kryo, output, parts[i]);
        trail.leave();
      }
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    @Nullable Object[] parts = (Object[]) Array.newInstance(component, WireInput.length(input));
    kryo.reference(parts);
    WireReader reader = GraphKryo.reader(kryo);
    for (int i = 0; i < parts.length; i++) {
      Object part = form.read(kryo, input);
      if (!reader.isSpoilt()) {
        parts[i] = part;
      }
    }
    return reader.isSpoilt() ? Unknown.OBJECT : parts;
  }
}
