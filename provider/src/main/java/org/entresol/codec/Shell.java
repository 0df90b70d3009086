package org.entresol.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * An object in its Java-serialized form, cut off at the objects it refers to.
 *
 * <p>Java serialization is the only way to copy objects whose fields are closed to us or that have
 * rules of their own. But only the object itself takes that way: each object it refers to is
 * replaced by a number in the stream and kept aside, so that the caller copies these as it copies
 * everything else, they need not be serializable, and references from elsewhere stay what they are.
 */
final class Shell {

  private final byte[] bytes;
  private final List<Object> parts;
  private final List<Class<?>> classes;

  private Shell(byte[] bytes, List<Object> parts, List<Class<?>> classes) {
    this.bytes = bytes;
    this.parts = parts;
    this.classes = classes;
  }

  /** The place of a part in the stream. */
  private record Part(int index) implements Serializable {}

  /** Takes an object apart. */
  static Shell of(Object object) throws IOException {
    return write(object, true);
  }

  /** The serialized form of an object with all it refers to, which must be serializable too. */
  static Shell whole(Object object) throws IOException {
    return write(object, false);
  }

  private static Shell write(Object object, boolean cut) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    List<Object> parts = new ArrayList<>();
    List<Class<?>> classes = new ArrayList<>();
    try (Cutter out = new Cutter(bytes, parts, classes, cut)) {
      out.writeObject(object);
    }
    return new Shell(bytes.toByteArray(), parts, classes);
  }

  /** The serialized form, with numbers in the place of parts. */
  byte[] bytes() {
    return bytes;
  }

  /** The objects that were cut off, by number. */
  List<Object> parts() {
    return parts;
  }

  /** Makes the object again around these parts, which are in the order of {@link #parts}. */
  Object rebuild(List<Object> replacements) throws IOException, ClassNotFoundException {
    try (Joiner in = new JoinerByOrder(bytes, replacements, classes)) {
      return in.readObject();
    }
  }

  /** Makes an object from its bytes and parts, with classes found by their names. */
  static Object read(byte[] bytes, List<Object> parts, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    try (Joiner in = new JoinerByName(bytes, parts, loader)) {
      return in.readObject();
    }
  }

  /** Writes one object and cuts off what it refers to. */
  private static final class Cutter extends ObjectOutputStream {
    private final List<Object> parts;
    private final List<Class<?>> classes;
    private boolean isRootWritten;

    Cutter(OutputStream out, List<Object> parts, List<Class<?>> classes, boolean cut)
        throws IOException {
      super(out);
      this.parts = parts;
      this.classes = classes;
      enableReplaceObject(cut);
    }

    @Override
    protected Object replaceObject(Object object) {
      if (!isRootWritten) {
        isRootWritten = true;
        return object;
      }
      // A stand-in for an object that is written by rules of its own must be read in its place.
      if (ClassFacts.hasReadResolve(object.getClass())) {
        return object;
      }
      parts.add(object);
      return new Part(parts.size() - 1);
    }

    @Override
    protected void annotateClass(Class<?> type) {
      classes.add(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
      classes.add(type);
    }
  }

  /** Reads one object and puts parts in their places. */
  private abstract static class Joiner extends ObjectInputStream {
    private final List<Object> parts;

    Joiner(byte[] bytes, List<Object> parts) throws IOException {
      super(new ByteArrayInputStream(bytes));
      this.parts = parts;
      enableResolveObject(true);
    }

    @Override
    protected Object resolveObject(Object object) {
      return object instanceof Part part ? parts.get(part.index()) : object;
    }
  }

  /**
   * Takes for each class in the stream the one that was there when it was written, whatever class
   * loader it came from.
   */
  private static final class JoinerByOrder extends Joiner {
    private final Iterator<Class<?>> classes;

    JoinerByOrder(byte[] bytes, List<Object> parts, List<Class<?>> classes) throws IOException {
      super(bytes, parts);
      this.classes = classes.iterator();
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass form) {
      return classes.next();
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) {
      return classes.next();
    }
  }

  /** Takes the classes that a class loader knows by the names in the stream. */
  private static final class JoinerByName extends Joiner {
    private final ClassLoader loader;

    JoinerByName(byte[] bytes, List<Object> parts, ClassLoader loader) throws IOException {
      super(bytes, parts);
      this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass form)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(form.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(form); // a primitive type
      }
    }
  }
}
