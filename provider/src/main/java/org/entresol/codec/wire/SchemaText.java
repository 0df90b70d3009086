package org.entresol.codec.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entresol.codec.CodecException;
import org.entresol.codec.wire.Schema.ClassShape;
import org.entresol.codec.wire.Schema.FieldShape;
import org.entresol.codec.wire.Schema.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Schemas as text: a line for each class, with a line for each of its fields below.
 *
 * <p>What is read was written by strangers: it is bounded in all it consists of, and must be what
 * its fingerprint stands for. Stateless.
 */
final class SchemaText {

  private static final int MOST_CHARACTERS = 256 * 1024;
  private static final int MOST_CLASSES = 1000;
  private static final int MOST_FIELDS = 10_000;
  private static final int LONGEST_NAME = 4000;

  private static final String ANY = "*";

  private static final Map<String, Kind> KINDS = new HashMap<>();

  static {
    for (Kind kind : Kind.values()) {
      KINDS.put(String.valueOf(kind.letter()), kind);
    }
  }

  private SchemaText() {}

  /**
   * The schema of these classes.
   *
   * @throws CodecException if nobody could read it: it is too large, or a name holds a line's end
   */
  static Schema written(Class<?> type, List<ClassShape> classes) {
    StringBuilder text = new StringBuilder();
    for (ClassShape shape : classes) {
      text.append(shape.kind().letter()).append('\t').append(shape.name());
      if (shape.kind() == Kind.ARRAY) {
        text.append('\t').append(form(shape.component()));
      }
      text.append('\n');
      for (FieldShape field : shape.fields()) {
        text.append('\t').append(form(field.form())).append('\t').append(field.type());
        text.append('\t').append(field.name()).append('\n');
      }
    }
    String whole = text.toString();
    long fingerprint = Schema.fingerprint(whole);
    try {
      return read(fingerprint, whole);
    } catch (CodecException e) {
      throw CodecException.notEncodable(type, "no schema can be made of it: " + e.getMessage());
    }
  }

  private static String form(int form) {
    if (form == FieldShape.ANY) {
      return ANY;
    }
    return form < 0 ? String.valueOf((char) -form) : String.valueOf(form);
  }

  /**
   * The schema of a text.
   *
   * @throws CodecException if it is none, or not that of the fingerprint
   */
  static Schema read(long fingerprint, String text) {
    if (text.length() > MOST_CHARACTERS || Schema.fingerprint(text) != fingerprint) {
      throw malformed("its text is longer than allowed, or that of another", "");
    }
    List<ClassShape> classes = new ArrayList<>();
    List<FieldShape> fields = new ArrayList<>();
    String[] head = null;
    int all = 0;
    for (String line : text.split("\n", -1)) {
      String[] parts = line.split("\t", -1);
      if (head != null && parts.length == 4 && parts[0].isEmpty()) {
        fields.add(field(parts));
        all++;
      } else {
        if (head != null) {
          classes.add(shape(head, fields));
          fields.clear();
        }
        head = parts;
      }
      if (classes.size() > MOST_CLASSES || all > MOST_FIELDS) {
        throw malformed(
            "more than %d classes or %d fields".formatted(MOST_CLASSES, MOST_FIELDS), "");
      }
    }
    if (classes.isEmpty() || head == null || head.length != 1 || !head[0].isEmpty()) {
      throw malformed("it does not end with a line", "");
    }
    requirePlaces(classes);
    return new Schema(fingerprint, text, classes);
  }

  private static ClassShape shape(String[] head, List<FieldShape> fields) {
    Kind kind = KINDS.get(head[0]);
    boolean isArray = kind == Kind.ARRAY;
    if (kind == null || head.length != (isArray ? 3 : 2)) {
      throw malformed("a class that begins with ", head[0]);
    }
    int component = isArray ? form(head[2]) : FieldShape.ANY;
    return new ClassShape(kind, named(head[1]), component, fields);
  }

  private static FieldShape field(String[] parts) {
    return new FieldShape(form(parts[1]), parts[2], named(parts[3]));
  }

  private static String named(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw malformed("a name of a length of ", String.valueOf(name.length()));
    }
    return name;
  }

  private static int form(String text) {
    if (text.equals(ANY)) {
      return FieldShape.ANY;
    }
    Integer simple = text.length() == 1 ? FieldShape.simpleForm(text.charAt(0)) : null;
    if (simple != null) {
      return simple;
    }
    if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw malformed("no field has the form ", text);
    }
    return Integer.parseInt(text);
  }

  /** Whatever refers to a class must refer to one that is there. */
  private static void requirePlaces(List<ClassShape> classes) {
    for (ClassShape shape : classes) {
      requirePlace(shape.component(), classes.size());
      shape.fields().forEach(field -> requirePlace(field.form(), classes.size()));
    }
  }

  private static void requirePlace(int form, int size) {
    if (form != FieldShape.ANY && form >= size) {
      throw malformed("no class has the place ", String.valueOf(form));
    }
  }

  private static CodecException malformed(String reason, @Nullable String what) {
    return CodecException.malformed("a schema that is none: " + reason + what);
  }
}
