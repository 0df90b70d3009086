package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** The serializer of single values of the JDK: as text, or else as Java serialization has them. */
final class TextSerializer extends Serializer<Object> {

  private final TextForm form;
  private final ShellSerializer shells = new ShellSerializer();

  TextSerializer(TextForm form) {
    this.form = form;
  }

  @Override
  public Object copy(Kryo kryo, Object original) {
    return shells.copy(kryo, original);
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    String text = form.write().apply(object);
    output.writeString(text);
    if (text == null) {
      shells.write(kryo, output, object);
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    String text = input.readString();
    return text == null ? shells.read(kryo, input, type) : form.read().apply(text);
  }
}
