package org.entresol.codec.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.entresol.codec.CopyException;

/** The serializer of objects that cannot be copied: it says why. */
final class RefusingSerializer extends Serializer<Object> {

  private final String reason;

  RefusingSerializer(String reason) {
    this.reason = reason;
  }

  @Override
  public Object copy(Kryo kryo, Object original) {
    throw CopyException.of(original.getClass(), reason, null);
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    throw CopyException.of(object.getClass(), reason, null);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
    throw CopyException.of(type, reason, null);
  }
}
