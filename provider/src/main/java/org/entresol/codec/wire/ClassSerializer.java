package org.entresol.codec.wire;

import static java.util.Objects.requireNonNullElse;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.entresol.codec.ClassFacts;

/** The serializer of classes as values: their names, which must be allowed like all others. */
final class ClassSerializer extends Serializer<Object> {

  @Override
  public Object copy(Kryo kryo, Object original) {
    return original;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    Class<?> type = (Class<?>) object;
    if (!type.isPrimitive()) {
      GraphKryo.forms(kryo).require(type);
    }
    output.writeString(type.getName());
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    String name = requireNonNullElse(input.readString(), "");
    Class<?> primitive = ClassFacts.primitive(name);
    if (primitive != null) {
      return primitive;
    }
    WireReader reader = GraphKryo.reader(kryo);
    Class<?> found = reader.isSkipping() ? GraphKryo.forms(kryo).loadIfAllowed(name) : null;
    if (found == null && reader.isSkipping()) {
      reader.spoil();
      return Unknown.OBJECT;
    }
    return found == null ? GraphKryo.forms(kryo).load(name) : found;
  }
}
