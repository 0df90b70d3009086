package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.HashMap;
import java.util.Map;

/** The serializer of constants of an enum: their names. */
final class EnumSerializer extends Serializer<Object> {

  private final Class<?> type;
  private final Map<String, Object> constants = new HashMap<>();

  EnumSerializer(Class<?> type) {
    this.type = type;
    for (Object constant : type.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
  }

  @Override
  public Object copy(Kryo kryo, Object original) {
    return original;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    output.writeString(((Enum<?>) object).name());
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> read) {
    String name = input.readString();
    Object constant = name == null ? null : constants.get(name);
    if (constant == null) {
      GraphKryo.reader(kryo)
          .refuse(
              "the constant " + name + " of " + type.getName() + ", which has none of the name");
      return Unknown.OBJECT;
    }
    return constant;
  }
}
