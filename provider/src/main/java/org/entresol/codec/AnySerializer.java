package org.entresol.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.HashMap;
import java.util.Map;

/** The serializer of all objects: it chooses one for each class and keeps the choice. */
final class AnySerializer extends Serializer<Object> {

  private final SerializerChoice choice;
  private final Map<Class<?>, Serializer<Object>> chosen = new HashMap<>();

  AnySerializer(Kryo kryo, Plans plans) {
    this.choice = new SerializerChoice(kryo, plans);
  }

  @Override
  public Object copy(Kryo kryo, Object original) {
    return of(original.getClass()).copy(kryo, original);
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    of(object.getClass()).write(kryo, output, object);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    return of(type).read(kryo, input, type);
  }

  private Serializer<Object> of(Class<?> type) {
    Serializer<Object> serializer = chosen.get(type);
    if (serializer == null) {
      serializer = choice.of(type);
      chosen.put(type, serializer);
    }
    return serializer;
  }
}
