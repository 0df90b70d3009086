package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.entresol.codec.copy.Frozen;
import org.jspecify.annotations.Nullable;

/** The serializer of JDK objects that are made from all their parts at once. */
final class FrozenSerializer extends Serializer<Object> {

  private final Frozen form;
  private final Hashing hashing;

  FrozenSerializer(Frozen form, Class<?> type) {
    this.form = form;
    this.hashing = Hashing.of(type);
  }

  @Override
  public Object copy(Kryo kryo, Object original) {
    @Nullable Object[] parts = form.parts().apply(original);
    boolean changed = !form.isUnmodifiable();
    for (int i = 0; i < parts.length; i++) {
      Object copy = kryo.copy(parts[i]);
      changed |= copy != parts[i];
      parts[i] = copy;
    }
    // The object may have been reached again through one of its parts.
    Object known = GraphKryo.known(kryo, original);
    if (known != null) {
      return known;
    }
    return GraphKryo.remember(kryo, original, changed ? form.build().apply(parts) : original);
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    WireParts.write(kryo, output, object, form.parts().apply(object), hashing);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    @Nullable Object[] parts = WireParts.read(kryo, input, hashing);
    return GraphKryo.reader(kryo).isSpoilt() ? Unknown.OBJECT : form.build().apply(parts);
  }
}
