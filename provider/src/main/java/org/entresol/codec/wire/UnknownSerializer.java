package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.List;
import org.entresol.codec.CodecException;
import org.entresol.codec.wire.Schema.ClassShape;

/**
 * The skipping of objects that cannot be made: their class is not here, not allowed, or another
 * kind of class. Where they would be needed they are refused.
 */
final class UnknownSerializer extends Serializer<Object> {

  private final EvolvedForms forms;
  private final ClassShape shape;
  private final List<FieldForm> fields;
  private final String reason;

  UnknownSerializer(EvolvedForms forms, ClassShape shape, String reason) {
    this.forms = forms;
    this.shape = shape;
    this.fields = forms.fields(shape);
    this.reason = reason;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    throw new UnsupportedOperationException("a class that is not here");
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    WireReader reader = GraphKryo.reader(kryo);
    if (!reader.isSkipping()) {
      forms.require(shape);
      throw CodecException.malformed("an object of " + shape.name() + ": " + reason);
    }
    reader.spoil();
    switch (shape.kind()) {
      case FIELDS, RECORD -> {
        for (FieldForm field : fields) {
          Object unused = field.read(kryo, input);
        }
      }
      case ENUM -> {
        String unused = input.readString();
      }
      case ARRAY -> {
        FieldForm component = forms.field(shape.component());
        int length = WireInput.length(input);
        for (int i = 0; i < length; i++) {
          Object unused = component.read(kryo, input);
        }
      }
      case SERIAL, EXTERNAL -> ShellSerializer.skip(kryo, input);
      default ->
          throw CodecException.malformed(
              "where an object of " + shape.name() + " ends is known to its class alone");
    }
    return Unknown.OBJECT;
  }
}
