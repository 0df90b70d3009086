package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.List;
import org.entresol.codec.CodecException;
import org.entresol.codec.copy.RecordLayout;
import org.jspecify.annotations.Nullable;

/** The serializer of records: component by component, made again by the canonical constructor. */
final class ComponentSerializer extends Serializer<Object> {

  private final RecordLayout layout;
  private final List<FieldForm> forms;

  ComponentSerializer(RecordLayout layout) {
    this.layout = layout;
    this.forms = layout.fields().stream().map(FieldForm::of).toList();
  }

  @Override
  public Object copy(Kryo kryo, Object original) {
    try {
      Object[] values = (Object[]) layout.branchValues().invokeExact(original);
      boolean changed = false;
      for (int i = 0; i < values.length; i++) {
        Object copy = kryo.copy(values[i]);
        changed |= copy != values[i];
        values[i] = copy;
      }
      // The record may have been reached again through one of its components.
      Object known = GraphKryo.known(kryo, original);
      if (known != null) {
        return known;
      }
      Object copy = changed ? (Object) layout.rebuild().invokeExact(original, values) : original;
      return GraphKryo.remember(kryo, original, copy);
    } catch (Throwable e) {
      throw CodecException.ofCopying(original.getClass(), e);
    }
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    try {
      FieldForm.writeAll(
          kryo, output, layout.fields(), forms, (Object[]) layout.values().invokeExact(object));
    } catch (Throwable e) {
      throw CodecException.ofCopying(object.getClass(), e);
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    try {
      @Nullable Object[] values = FieldForm.readAll(kryo, input, forms);
      if (GraphKryo.reader(kryo).isSpoilt()) {
        return Unknown.OBJECT;
      }
      return (Object) layout.create().invokeExact((Object) type, values);
    } catch (Throwable e) {
      throw CodecException.ofCopying(type, e);
    }
  }
}
