package org.entresol.codec.plain;

import static java.io.ObjectStreamConstants.SC_BLOCK_DATA;
import static java.io.ObjectStreamConstants.SC_EXTERNALIZABLE;
import static java.io.ObjectStreamConstants.SC_SERIALIZABLE;
import static java.io.ObjectStreamConstants.SC_WRITE_METHOD;
import static java.io.ObjectStreamConstants.STREAM_MAGIC;
import static java.io.ObjectStreamConstants.STREAM_VERSION;
import static java.io.ObjectStreamConstants.TC_ARRAY;
import static java.io.ObjectStreamConstants.TC_BLOCKDATA;
import static java.io.ObjectStreamConstants.TC_BLOCKDATALONG;
import static java.io.ObjectStreamConstants.TC_CLASS;
import static java.io.ObjectStreamConstants.TC_CLASSDESC;
import static java.io.ObjectStreamConstants.TC_ENDBLOCKDATA;
import static java.io.ObjectStreamConstants.TC_ENUM;
import static java.io.ObjectStreamConstants.TC_LONGSTRING;
import static java.io.ObjectStreamConstants.TC_NULL;
import static java.io.ObjectStreamConstants.TC_OBJECT;
import static java.io.ObjectStreamConstants.TC_REFERENCE;
import static java.io.ObjectStreamConstants.TC_STRING;
import static java.io.ObjectStreamConstants.baseWireHandle;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.entresol.codec.ClassFacts;
import org.entresol.codec.CodecException;
import org.entresol.codec.HashCost;
import org.entresol.codec.Weights;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of Java serialization, looked through without making any object of them: which classes they
 * name, how deep they are, and what the hashing of their objects costs, which grows exponentially
 * where sets refer to sets. Used once.
 */
final class SerializedForm {

  /** The levels that a stack bears, and more: each takes several frames of the JDK. */
  static final int MOST_LEVELS = 250;

  private static final String PRIMITIVES = "BCDFIJSZ";
  private static final int[] WIDTHS = {1, 2, 8, 4, 4, 8, 2, 1};

  private final ByteBuffer in;
  private final Function<String, Class<?>> classes;
  private final Weights weights = new Weights();

  /** What has a number: the form of a class, or null for objects. */
  private final List<@Nullable Form> numbered = new ArrayList<>();

  /** The numbers of the collections and maps whose elements are being told. */
  private final BitSet filling = new BitSet();

  private int level;

  /**
   * @param classes finds the classes that are named, or refuses them
   */
  SerializedForm(byte[] bytes, Function<String, Class<?>> classes) {
    this.in = ByteBuffer.wrap(bytes);
    this.classes = classes;
  }

  /**
   * The form of a class in the stream.
   *
   * @param type the class here
   * @param bytes how many bytes its primitive fields take
   * @param objects how many fields hold objects
   */
  private record Form(Class<?> type, int flags, int bytes, int objects, @Nullable Form parent) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  /**
   * Looks through all of it.
   *
   * @throws CodecException if it is no single object of allowed classes, or beyond a bound
   */
  void check() {
    try {
      if (in.getShort() != STREAM_MAGIC || in.getShort() != STREAM_VERSION) {
        throw CodecException.malformed("no Java serialization");
      }
      content(in.get());
    } catch (BufferUnderflowException e) {
      throw CodecException.malformed("Java serialization that is cut");
    }
    if (in.hasRemaining()) {
      throw CodecException.malformed(in.remaining() + " bytes too many");
    }
  }

  private void content(byte kind) {
    if (++level > MOST_LEVELS) {
      throw CodecException.malformed("more than " + MOST_LEVELS + " levels deep");
    }
    switch (kind) {
      case TC_NULL -> {}
      case TC_REFERENCE -> again(number());
      case TC_STRING, TC_LONGSTRING -> text(kind);
      case TC_CLASS -> {
        Form unusedForm = form();
        int unused = begin(null);
      }
      case TC_ENUM -> {
        Form unusedForm = form();
        int unused = begin(null);
        content(in.get());
      }
      case TC_ARRAY -> array();
      case TC_OBJECT -> object();
      default -> throw unknown(kind);
    }
    level--;
  }

  private static CodecException unknown(int kind) {
    return CodecException.malformed("Java serialization with the unknown part " + kind);
  }

  private void again(int number) {
    if (numbered.get(number) != null) {
      throw CodecException.malformed("a class where an object was told");
    }
    // It would be hashed with what it has until then, as often as it is referred to.
    if (filling.get(number)) {
      throw CodecException.malformed("a collection or map within itself");
    }
    weights.meetAgain(number);
  }

  /** The number of what is referred to, which has been there before. */
  private int number() {
    int number = in.getInt() - baseWireHandle;
    if (number < 0 || number >= numbered.size()) {
      throw CodecException.malformed("a reference to nothing");
    }
    return number;
  }

  /** The number of what begins. */
  private int begin(@Nullable Form form) {
    numbered.add(form);
    weights.begin(numbered.size() - 1, HashCost.PARTS);
    weights.meet();
    return numbered.size() - 1;
  }

  private void text(byte kind) {
    int unused = begin(null);
    skip(kind == TC_STRING ? Short.toUnsignedLong(in.getShort()) : in.getLong());
  }

  private void skip(long bytes) {
    if (bytes < 0 || bytes > in.remaining()) {
      throw new BufferUnderflowException();
    }
    in.position(in.position() + (int) bytes);
  }

  // ---- classes

  private Form requireForm() {
    Form form = form();
    if (form == null) {
      throw CodecException.malformed("an object of no class");
    }
    return form;
  }

  /** The form of a class that follows, of which those that it extends follow it. */
  private @Nullable Form form() {
    Deque<Head> heads = new ArrayDeque<>();
    Form form = null;
    byte kind = in.get();
    for (; kind == TC_CLASSDESC; kind = in.get()) {
      heads.push(head());
    }
    if (kind == TC_REFERENCE) {
      form = numbered.get(number());
      if (form == null) {
        throw CodecException.malformed("an object where a class was told");
      }
    } else if (kind != TC_NULL) {
      throw unknown(kind);
    }
    for (Head head : heads) {
      Form known = new Form(head.type, head.flags, head.bytes, head.objects, form);
      numbered.set(head.number, known);
      form = known;
    }
    return form;
  }

  /** What is told of a class itself. */
  private record Head(int number, Class<?> type, int flags, int bytes, int objects) {}

  private Head head() {
    if (numbered.size() > in.limit()) {
      throw new BufferUnderflowException();
    }
    Class<?> type = classes.apply(name());
    skip(Long.BYTES);
    numbered.add(null);
    int number = numbered.size() - 1;
    weights.begin(number, HashCost.NOTHING);
    int flags = in.get();
    int bytes = 0;
    int objects = 0;
    for (int left = Short.toUnsignedInt(in.getShort()); left > 0; left--) {
      int primitive = PRIMITIVES.indexOf(in.get());
      String unused = name();
      if (primitive < 0) {
        objects++;
        fieldType();
      } else {
        bytes += WIDTHS[primitive];
      }
    }
    if (in.get() != TC_ENDBLOCKDATA) {
      throw CodecException.malformed("a class with more than its fields");
    }
    return new Head(number, type, flags, bytes, objects);
  }

  /** Only the bytes of ASCII count: no class with another name is looked up by it. */
  private String name() {
    byte[] bytes = new byte[Math.min(Short.toUnsignedInt(in.getShort()), in.remaining() + 1)];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }

  private void fieldType() {
    byte kind = in.get();
    if (kind == TC_REFERENCE) {
      int unused = number();
    } else if (kind == TC_STRING) {
      text(kind);
    } else {
      throw unknown(kind);
    }
  }

  // ---- objects

  private void array() {
    Form form = requireForm();
    long before = weights.total();
    int number = begin(null);
    Class<?> item = form.type.getComponentType();
    long length = in.getInt();
    if (item == null || length < 0) {
      throw CodecException.malformed("an array of no class, or of no length");
    }
    if (item.isPrimitive()) {
      skip(length * WIDTHS[PRIMITIVES.indexOf(form.type.getName().charAt(1))]);
    } else {
      for (long left = length; left > 0; left--) {
        content(in.get());
      }
    }
    weights.end(number, before, 0, HashCost.PARTS);
  }

  private void object() {
    Form form = requireForm();
    long before = weights.total();
    int number = begin(null);
    filling.set(
        number,
        Collection.class.isAssignableFrom(form.type) || Map.class.isAssignableFrom(form.type));
    if (form.has(SC_EXTERNALIZABLE)) {
      external(form);
    } else {
      fields(form);
    }
    filling.clear(number);
    // Whatever it does on being read, it hashes at most what it holds.
    if (!weights.hash(weights.since(before) - 1)) {
      throw CodecException.malformed(
          "objects refer to each other so often that hashing them may have no end");
    }
    boolean isReplaced = ClassFacts.hasReadResolve(form.type);
    weights.end(number, before, 0, isReplaced ? HashCost.PARTS : HashCost.of(form.type));
  }

  /** What an object writes itself, which is all of it: classes that it extends have no say. */
  private void external(Form form) {
    if (!form.has(SC_BLOCK_DATA)) {
      throw CodecException.malformed("an object whose end nobody knows");
    }
    annotation();
  }

  private void fields(Form form) {
    Deque<Form> lineage = new ArrayDeque<>();
    for (Form next = form; next != null; next = next.parent) {
      lineage.push(next);
    }
    for (Form part : lineage) {
      data(part);
    }
  }

  private void data(Form form) {
    if (!form.has(SC_SERIALIZABLE) || form.has(SC_EXTERNALIZABLE)) {
      throw CodecException.malformed("an object of a class that writes no fields");
    }
    skip(form.bytes);
    for (int left = form.objects; left > 0; left--) {
      content(in.get());
    }
    if (form.has(SC_WRITE_METHOD)) {
      // Records are read by their fields alone.
      if (form.type.isRecord()) {
        throw CodecException.malformed("a record with more than its fields");
      }
      annotation();
    }
  }

  /** What a class writes beside its fields. */
  private void annotation() {
    for (byte kind = in.get(); kind != TC_ENDBLOCKDATA; kind = in.get()) {
      switch (kind) {
        case TC_BLOCKDATA -> skip(Byte.toUnsignedLong(in.get()));
        case TC_BLOCKDATALONG -> skip(in.getInt());
        default -> content(kind);
      }
    }
  }
}
