package org.entresol.codec.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.entresol.codec.ClassFacts;

/**
 * An object in its Java-serialized form, cut off at the objects it refers to.
 *
 * <p>Java serialization is the only way to copy objects whose fields are closed to us or that have
 * rules of their own. But only the object itself takes that way: each object it refers to is
 * replaced by a number in the stream and kept aside, so that the caller copies these as it copies
 * everything else, they need not be serializable, and references from elsewhere stay what they are.
 */
public final class Shell {

  private final byte[] bytes;
  private final List<Object> parts;
  private final List<Class<?>> classes;

  private Shell(byte[] bytes, List<Object> parts, List<Class<?>> classes) {
    this.bytes = bytes;
    this.parts = parts;
    this.classes = classes;
  }

  /** What is cut off. */
  private enum Cut {
    NOTHING,
    KEEPING_STAND_INS,
    ALL
  }

  /** The place of a part in the stream. */
  private record Part(int index) implements Serializable {}

  /** Takes an object apart for a copy: what stands for an object in the stream stays there. */
  public static Shell of(Object object) throws IOException {
    return write(object, Cut.KEEPING_STAND_INS);
  }

  /** Takes an object apart for bytes: there is nothing in the stream but this one object. */
  public static Shell bare(Object object) throws IOException {
    return write(object, Cut.ALL);
  }

  /** The serialized form of an object with all it refers to, which must be serializable too. */
  public static Shell whole(Object object) throws IOException {
    return write(object, Cut.NOTHING);
  }

  private static Shell write(Object object, Cut cut) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    List<Object> parts = new ArrayList<>();
    List<Class<?>> classes = new ArrayList<>();
    try (Cutter out = new Cutter(bytes, parts, classes, cut)) {
      out.writeObject(object);
    }
    return new Shell(bytes.toByteArray(), parts, classes);
  }

  /** The serialized form, with numbers in the place of parts. */
  public byte[] bytes() {
    return bytes;
  }

  /** The objects that were cut off, by number. */
  public List<Object> parts() {
    return parts;
  }

  /** Makes the object again around these parts, which are in the order of {@link #parts}. */
  public Object rebuild(List<Object> replacements) throws IOException, ClassNotFoundException {
    try (Joiner in = new JoinerByOrder(bytes, replacements, classes)) {
      return in.readObject();
    }
  }

  /** Makes an object from its bare bytes and parts, which nobody vouches for. */
  public static Object read(byte[] bytes, List<Object> parts, ShellGate gate)
      throws IOException, ClassNotFoundException {
    try (Joiner in = new JoinerByName(bytes, parts, gate)) {
      return in.readObject();
    }
  }

  /** The classes that the stream names, but for those that belong to the form itself. */
  public List<Class<?>> classes() {
    return classes.stream().filter(type -> type != Part.class).toList();
  }

  /** Writes one object and cuts off what it refers to. */
  private static final class Cutter extends ObjectOutputStream {
    private final List<Object> parts;
    private final List<Class<?>> classes;
    private final Cut cut;
    private boolean isRootWritten;

    Cutter(OutputStream out, List<Object> parts, List<Class<?>> classes, Cut cut)
        throws IOException {
      super(out);
      this.parts = parts;
      this.classes = classes;
      this.cut = cut;
      enableReplaceObject(cut != Cut.NOTHING);
    }

    @Override
    protected Object replaceObject(Object object) throws IOException {
      if (!isRootWritten) {
        isRootWritten = true;
        return object;
      }
      // A stand-in for an object that is written by rules of its own must be read in its place.
      boolean isStandIn = ClassFacts.hasReadResolve(object.getClass());
      if (isStandIn && cut == Cut.KEEPING_STAND_INS) {
        return object;
      }
      parts.add(isStandIn ? meantBy(object) : object);
      return new Part(parts.size() - 1);
    }

    /** The object that a stand-in becomes when it is read. */
    private static Object meantBy(Object standIn) throws IOException {
      try {
        Shell shell = bare(standIn);
        return shell.rebuild(shell.parts());
      } catch (ClassNotFoundException e) {
        throw new InvalidObjectException(e.toString());
      }
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
    protected Object resolveObject(Object object) throws IOException {
      return object instanceof Part part ? part(part.index()) : object;
    }

    Object part(int index) {
      return parts.get(index);
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

  /**
   * Takes the classes by the names in the stream, which nobody vouches for: there must be nothing
   * in it but one object around the parts.
   */
  private static final class JoinerByName extends Joiner {

    /** The levels of a class with its superclasses. */
    private static final int MOST_LEVELS = 64;

    private final ShellGate gate;
    private boolean isRootRead;

    JoinerByName(byte[] bytes, List<Object> parts, ShellGate gate) throws IOException {
      super(bytes, parts);
      this.gate = gate;
      // The filter of the whole JVM may refuse what is allowed here, but does not know of parts.
      ObjectInputFilter own = this::judge;
      ObjectInputFilter both = ObjectInputFilter.merge(own, getObjectInputFilter());
      setObjectInputFilter(met -> (met.serialClass() == Part.class ? own : both).checkInput(met));
    }

    private ObjectInputFilter.Status judge(ObjectInputFilter.FilterInfo met) {
      if (met.serialClass() == null) {
        gate.referred();
      }
      return met.depth() > MOST_LEVELS || !gate.mayMake(met.arrayLength())
          ? ObjectInputFilter.Status.REJECTED
          : ObjectInputFilter.Status.ALLOWED;
    }

    @Override
    Object part(int index) {
      gate.taken(index);
      return super.part(index);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass form) {
      String name = form.getName();
      if (name.equals(Part.class.getName())) {
        return Part.class;
      }
      Class<?> primitive = ClassFacts.primitive(name);
      return primitive != null ? primitive : gate.find(name);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
      throw new InvalidObjectException("a dynamic proxy");
    }

    @Override
    protected Object resolveObject(Object object) throws IOException {
      if (!(object instanceof Part)) {
        if (isRootRead) {
          throw new InvalidObjectException("more than one object");
        }
        isRootRead = true;
      }
      return super.resolveObject(object);
    }
  }
}
