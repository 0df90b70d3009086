package org.entresol.codec.wire;

import static java.util.Objects.requireNonNull;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.entresol.codec.Trail;
import org.jspecify.annotations.Nullable;

/**
 * How the value of a field is written, which depends on what its declared type leaves open. The
 * class of the value is written only where it could be a subclass. Stateless.
 */
interface FieldForm {

  /** Writes the value. */
  void write(Kryo kryo, Output output, @Nullable Object value);

  /** Reads a value. */
  @Nullable Object read(Kryo kryo, Input input);

  /** The form for a field. */
  static FieldForm of(Field field) {
    Class<?> type = field.getType();
    return Simple.ALL.containsKey(type) ? simple(type) : ofObjects(type);
  }

  /** The form for values of a primitive type, or for strings. */
  static FieldForm simple(Class<?> type) {
    return requireNonNull(Simple.ALL.get(type));
  }

  /** The form for objects of a declared type. */
  static FieldForm ofObjects(Class<?> type) {
    return isExact(type) ? new Exact(type) : Any.FORM;
  }

  /** Writes the values of all fields. */
  static void writeAll(
      Kryo kryo,
      Output output,
      List<Field> fields,
      List<FieldForm> forms,
      @Nullable Object[] values) {
    Trail trail = GraphKryo.writer(kryo).trail();
    for (int i = 0; i < values.length; i++) {
      if (trail == null) {
        forms.get(i).write(kryo, output, values[i]);
      } else {
        trail.enterField(fields.get(i).getName());
        forms.get(i).write(kryo, output, values[i]);
        trail.leave();
      }
    }
  }

  /** Reads the values of all fields. */
  static @Nullable Object[] readAll(Kryo kryo, Input input, List<FieldForm> forms) {
    @Nullable Object[] values = new @Nullable Object[forms.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = forms.get(i).read(kryo, input);
    }
    return values;
  }

  /** Whether an object of this declared type is of exactly this class. */
  static boolean isExact(Class<?> type) {
    if (type.isArray()) {
      Class<?> component = type.getComponentType();
      return component.isPrimitive() || isExact(component);
    }
    return type.isEnum() || Modifier.isFinal(type.getModifiers());
  }

  /** A value that may be of any class. */
  record Any() implements FieldForm {
    static final FieldForm FORM = new Any();

    @Override
    public void write(Kryo kryo, Output output, @Nullable Object value) {
      kryo.writeClassAndObject(output, value);
    }

    @Override
    public @Nullable Object read(Kryo kryo, Input input) {
      return kryo.readClassAndObject(input);
    }
  }

  /** A value that is null or of one class. */
  record Exact(Class<?> type) implements FieldForm {
    @Override
    public void write(Kryo kryo, Output output, @Nullable Object value) {
      GraphKryo.writer(kryo).writeKnown(output, value, type);
    }

    @Override
    public @Nullable Object read(Kryo kryo, Input input) {
      return GraphKryo.reader(kryo).readKnown(input, type);
    }
  }

  /** A primitive value or a string, which may be null. */
  record Simple(BiConsumer<Output, Object> write, Function<Input, @Nullable Object> read)
      implements FieldForm {

    static final Map<Class<?>, FieldForm> ALL =
        Map.of(
            int.class,
                new Simple((o, v) -> o.writeVarInt((int) v, false), i -> i.readVarInt(false)),
            long.class,
                new Simple((o, v) -> o.writeVarLong((long) v, false), i -> i.readVarLong(false)),
            short.class, new Simple((o, v) -> o.writeShort((short) v), Input::readShort),
            byte.class, new Simple((o, v) -> o.writeByte((byte) v), Input::readByte),
            char.class, new Simple((o, v) -> o.writeChar((char) v), Input::readChar),
            boolean.class, new Simple((o, v) -> o.writeBoolean((boolean) v), Input::readBoolean),
            float.class, new Simple((o, v) -> o.writeFloat((float) v), Input::readFloat),
            double.class, new Simple((o, v) -> o.writeDouble((double) v), Input::readDouble),
            String.class, new Simple((o, v) -> o.writeString((String) v), Input::readString));

    @Override
    public void write(Kryo kryo, Output output, @Nullable Object value) {
      write.accept(output, value);
    }

    @Override
    public @Nullable Object read(Kryo kryo, Input input) {
      return read.apply(input);
    }
  }
}
