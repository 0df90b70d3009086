package org.entresol.codec.wire;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entresol.codec.Trail;
import org.jspecify.annotations.Nullable;

/**
 * How the value of a field is written, which depends on what its declared type leaves open. The
 * class of the value is written only where it could be a subclass. Not thread-safe.
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
  interface OneClass extends FieldForm {

    /** How the class is written; not asked for where there is no value: it may not be allowed. */
    WireForm form(Kryo kryo);

    @Override
    default void write(Kryo kryo, Output output, @Nullable Object value) {
      GraphKryo.writer(kryo).writeKnown(output, value, this);
    }

    @Override
    default @Nullable Object read(Kryo kryo, Input input) {
      return GraphKryo.reader(kryo).readKnown(input, this);
    }
  }

  /** A value that is null or of the class that a field is declared with, for one Kryo. */
  final class Exact implements OneClass {
    private final Class<?> type;
    private @Nullable WireForm form;

    private Exact(Class<?> type) {
      this.type = type;
    }

    @Override
    public WireForm form(Kryo kryo) {
      WireForm made = form;
      if (made == null) {
        made = GraphKryo.forms(kryo).of(type);
        form = made;
      }
      return made;
    }
  }

  /** A primitive value or a string, which may be null. */
  enum Simple implements FieldForm {
    INT(int.class),
    LONG(long.class),
    SHORT(short.class),
    BYTE(byte.class),
    CHAR(char.class),
    BOOLEAN(boolean.class),
    FLOAT(float.class),
    DOUBLE(double.class),
    TEXT(String.class);

    private static final Map<Class<?>, FieldForm> ALL =
        Stream.of(values()).collect(toUnmodifiableMap(form -> form.type, form -> form));

    private final Class<?> type;

    Simple(Class<?> type) {
      this.type = type;
    }

    @Override
    public void write(Kryo kryo, Output output, @Nullable Object value) {
      if (this == TEXT) {
        output.writeString((String) value);
      } else {
        write(output, requireNonNull(value));
      }
    }

    /** One switch, and no form of its own for each type: which it is changes with each field. */
    private void write(Output output, Object value) {
      switch (this) {
        case INT -> output.writeVarInt((int) value, false);
        case LONG -> output.writeVarLong((long) value, false);
        case SHORT -> output.writeShort((short) value);
        case BYTE -> output.writeByte((byte) value);
        case CHAR -> output.writeChar((char) value);
        case BOOLEAN -> output.writeBoolean((boolean) value);
        case FLOAT -> output.writeFloat((float) value);
        case DOUBLE -> output.writeDouble((double) value);
        case TEXT -> output.writeString((String) value);
      }
    }

    @Override
    public @Nullable Object read(Kryo kryo, Input input) {
      return switch (this) {
        case INT -> input.readVarInt(false);
        case LONG -> input.readVarLong(false);
        case SHORT -> input.readShort();
        case BYTE -> input.readByte();
        case CHAR -> input.readChar();
        case BOOLEAN -> input.readBoolean();
        case FLOAT -> input.readFloat();
        case DOUBLE -> input.readDouble();
        case TEXT -> input.readString();
      };
    }
  }
}
