package org.entresol.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.SchemaStore;
import org.entresol.codec.ValueCodec;
import org.entresol.codec.wire.KryoCodec;
import org.redisson.client.codec.Codec;
import org.redisson.client.handler.State;
import org.redisson.codec.Kryo5Codec;
import org.redisson.codec.SerializationCodec;

/** A way from values to bytes and back. */
interface ValueForm {

  /** The name in tables. */
  String label();

  /** The bytes of a value. */
  byte[] encode(Object value) throws IOException;

  /** A value from its bytes. */
  Object decode(byte[] bytes) throws IOException;

  /**
   * Ours, and what Redisson has for any value. Its Kryo5 writes an object as often as it is met,
   * and one that holds itself never ends, unless it is told to keep references, as ours does.
   */
  static List<ValueForm> all() {
    return List.of(
        ours(),
        redisson("Kryo5", new Kryo5Codec()),
        redisson("Kryo5, references", new Kryo5Codec(Set.of(), true)),
        redisson("Java", new SerializationCodec()));
  }

  /** What entries are in on the way to Redis: bounded by rules, with schemas that are known. */
  private static ValueForm ours() {
    ValueCodec codec =
        new KryoCodec(
            ValueForm.class.getClassLoader(),
            AllowedClasses.of(
                List.of(Customer.class, ValueShape.Purchase.class, ValueShape.Line.class),
                List.of()),
            Set.of(),
            SchemaStore.NONE);
    return new ValueForm() {
      @Override
      public String label() {
        return "entresol";
      }

      @Override
      public byte[] encode(Object value) {
        return codec.encode(value);
      }

      @Override
      public Object decode(byte[] bytes) {
        return codec.decode(bytes, 0);
      }
    };
  }

  private static ValueForm redisson(String label, Codec codec) {
    return new ValueForm() {
      @Override
      public String label() {
        return label;
      }

      @Override
      public byte[] encode(Object value) throws IOException {
        ByteBuf buffer = codec.getValueEncoder().encode(value);
        byte[] bytes = ByteBufUtil.getBytes(buffer);
        buffer.release();
        return bytes;
      }

      @Override
      public Object decode(byte[] bytes) throws IOException {
        return codec.getValueDecoder().decode(Unpooled.wrappedBuffer(bytes), new State());
      }
    };
  }
}
