package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.entresol.codec.copy.Growing;
import org.entresol.codec.copy.Parts;
import org.jspecify.annotations.Nullable;

/** The serializer of JDK containers that are made empty and then filled. */
final class GrowingSerializer extends Serializer<Object> {

  private final Growing form;
  private final Hashing hashing;

  GrowingSerializer(Growing form, Class<?> type) {
    this.form = form;
    this.hashing = Hashing.of(type);
  }

  @Override
  public Object copy(Kryo kryo, Object original) {
    Object copy = form.emptyLike().apply(original);
    kryo.reference(copy);
    @Nullable Object[] parts = Parts.of(original);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = kryo.copy(parts[i]);
    }
    Growing.fill(copy, parts);
    return copy;
  }

  @Override
  public void write(Kryo kryo, Output output, Object container) {
    if (form.isSorted()) {
      kryo.writeClassAndObject(output, form.comparator().apply(container));
    }
    WireParts.write(kryo, output, container, Parts.of(container), hashing);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    Object order = form.isSorted() ? kryo.readClassAndObject(input) : null;
    WireReader reader = GraphKryo.reader(kryo);
    Object container = form.create().apply(reader.isSpoilt() ? null : Growing.order(order));
    kryo.reference(container);
    @Nullable Object[] parts = WireParts.read(kryo, input, hashing);
    if (reader.isSpoilt()) {
      return Unknown.OBJECT;
    }
    Growing.fill(container, parts);
    return container;
  }
}
