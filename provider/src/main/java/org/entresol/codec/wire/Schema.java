package org.entresol.codec.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the objects of a class consist of in bytes: the form of the class, and of all classes whose
 * objects stand in its fields without their class being named.
 *
 * @param fingerprint what stands for the class in bytes: the first bytes of the text's digest
 * @param text the schema as it is kept
 * @param classes the forms; the first is that of the class itself, the others are referred to by
 *     their place
 */
record Schema(long fingerprint, String text, List<ClassShape> classes) {

  Schema {
    classes = List.copyOf(classes);
  }

  /** How the objects of a class are written, and how that stands in the text. */
  enum Kind {
    /** Field by field. */
    FIELDS('c'),
    /** Component by component. */
    RECORD('r'),
    /** By the name of the constant. */
    ENUM('e'),
    /** Element by element. */
    ARRAY('a'),
    /** By Java serialization, which knows of changes itself. */
    SERIAL('s'),
    /** By rules of its own within Java serialization, which say nothing of changes. */
    EXTERNAL('x'),
    /** By rules of its own for Kryo, which say nothing of changes, nor where an object ends. */
    OWN('k'),
    /** As this library writes the class of the JDK. */
    JDK('j');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    char letter() {
      return letter;
    }
  }

  /**
   * The form of one class.
   *
   * @param name the binary name
   * @param component of an array: how its elements are written; {@link FieldShape#ANY} for others
   * @param fields in the order in which they are written; where rules of its own write an object,
   *     those that the class has
   */
  record ClassShape(Kind kind, String name, int component, List<FieldShape> fields) {
    ClassShape {
      fields = List.copyOf(fields);
    }
  }

  /**
   * One field.
   *
   * @param form {@link #ANY}, the place of the class that its values are exactly of, or the letter
   *     of a simple type with its sign changed
   * @param type the declared type with its arguments, which is told but not relied on
   * @param name the name; behind that of the declaring class and a dot where a superclass declares
   *     the same
   */
  record FieldShape(int form, String type, String name) {

    /** A value that may be of any class, which is named with it. */
    static final int ANY = Integer.MAX_VALUE;

    /** The simple types, which are the primitive ones and strings, by their forms. */
    private static final Map<Integer, Class<?>> SIMPLE =
        Map.of(
            simple('Z'), boolean.class,
            simple('B'), byte.class,
            simple('S'), short.class,
            simple('C'), char.class,
            simple('I'), int.class,
            simple('J'), long.class,
            simple('F'), float.class,
            simple('D'), double.class,
            simple('T'), String.class);

    private static final Map<Class<?>, Integer> SIMPLE_FORMS =
        SIMPLE.entrySet().stream().collect(Collectors.toMap(Entry::getValue, Entry::getKey));

    private static int simple(char letter) {
      return -letter;
    }

    /** The form of a simple type by its letter; null where none has it. */
    static @Nullable Integer simpleForm(char letter) {
      return SIMPLE.containsKey(simple(letter)) ? (Integer) simple(letter) : null;
    }

    /** The form of a simple type; null for any other. */
    static @Nullable Integer simpleForm(Class<?> type) {
      return SIMPLE_FORMS.get(type);
    }

    /** The simple type of a form; null where it is that of none. */
    static @Nullable Class<?> simpleType(int form) {
      return SIMPLE.get(form);
    }

    /** The name of a field behind that of the class that declares it. */
    static String fullName(Field field) {
      return field.getDeclaringClass().getName() + '.' + field.getName();
    }

    /** The name without that of a class. */
    String plainName() {
      return name.substring(name.lastIndexOf('.') + 1);
    }

    boolean isSimple() {
      return form < 0;
    }
  }

  /** The first eight bytes of the digest, so that nobody finds another text for them by chance. */
  static long fingerprint(String text) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)))
          .getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("Each JDK has this digest", e);
    }
  }
}
