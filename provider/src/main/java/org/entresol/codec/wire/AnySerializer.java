package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** The serializer of all objects: it knows the one for each class. */
final class AnySerializer extends Serializer<Object> {

  private final WireForms forms;

  AnySerializer(WireForms forms) {
    this.forms = forms;
  }

  @Override
  public Object copy(Kryo kryo, Object original) {
    return forms.serializerOf(original.getClass()).copy(kryo, original);
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    forms.of(object.getClass()).serializer().write(kryo, output, object);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    return forms.of(type).serializer().read(kryo, input, type);
  }
}
