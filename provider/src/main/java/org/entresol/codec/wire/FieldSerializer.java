package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.List;
import org.entresol.codec.CodecException;
import org.entresol.codec.copy.FieldLayout;
import org.jspecify.annotations.Nullable;

/** The serializer of ordinary objects: field by field, the superclasses' first. */
final class FieldSerializer extends Serializer<Object> {

  private final FieldLayout layout;
  private @Nullable List<FieldForm> forms;

  FieldSerializer(FieldLayout layout) {
    this.layout = layout;
  }

  @Override
  public Object copy(Kryo kryo, Object original) {
    try {
      Object copy = (Object) layout.shallowCopy().invokeExact(original);
      kryo.reference(copy);
      Object[] values = (Object[]) layout.branchValues().invokeExact(original);
      for (int i = 0; i < values.length; i++) {
        values[i] = kryo.copy(values[i]);
      }
      layout.assignBranches().invokeExact(copy, values);
      return copy;
    } catch (Throwable e) {
      throw CodecException.ofCopying(original.getClass(), e);
    }
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    try {
      FieldLayout.Encoding encoding = layout.encoding();
      FieldForm.writeAll(
          kryo,
          output,
          encoding.fields(),
          forms(encoding),
          (Object[]) encoding.values().invokeExact(object));
    } catch (Throwable e) {
      throw CodecException.ofCopying(object.getClass(), e);
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    try {
      FieldLayout.Encoding encoding = layout.encoding();
      Object object = (Object) encoding.blank().invokeExact();
      kryo.reference(object);
      @Nullable Object[] values = FieldForm.readAll(kryo, input, forms(encoding));
      if (GraphKryo.reader(kryo).isSpoilt()) {
        return Unknown.OBJECT;
      }
      encoding.assign().invokeExact(object, values);
      return object;
    } catch (Throwable e) {
      throw CodecException.ofCopying(type, e);
    }
  }

  /** How the fields are written, which only an encoding asks for. */
  private List<FieldForm> forms(FieldLayout.Encoding encoding) {
    List<FieldForm> made = forms;
    if (made == null) {
      made = encoding.fields().stream().map(FieldForm::of).toList();
      forms = made;
    }
    return made;
  }
}
