package org.entresol.codec.plain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.entresol.Codec;
import org.entresol.ShippedCodec;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.ClassFacts;
import org.entresol.codec.CodecException;

/**
 * Java serialization of allowed classes.
 *
 * <p>What it is given is looked through before any object is made of it, and then read under a
 * filter. Each value is read once before it is given away: the writer refuses what the reader does.
 * Thread-safe.
 */
final class JavaCodec implements Codec<Object> {

  /**
   * What the JDK writes in the place of allowed values. Each makes nothing but such a value of
   * parts that were judged themselves.
   */
  private static final Set<String> STAND_INS =
      Set.of("java.util.CollSer", "java.util.EnumSet$SerializationProxy");

  private final ClassLoader loader;
  private final AllowedClasses allowed;

  /**
   * @param loader finds the classes that bytes name
   * @param allowed the classes that may be named
   */
  JavaCodec(ClassLoader loader, AllowedClasses allowed) {
    this.loader = loader;
    this.allowed = allowed.with(STAND_INS);
  }

  @Override
  public String name() {
    return ShippedCodec.JAVA.configName();
  }

  @Override
  public byte[] encode(Object value) {
    byte[] bytes = written(value);
    try {
      Object unused = decode(bytes);
    } catch (RuntimeException | StackOverflowError e) {
      throw CodecException.notEncodable(
          value.getClass(), "its serialized form could not be read again (" + e.getMessage() + ")");
    }
    return bytes;
  }

  private byte[] written(Object value) {
    try {
      return bytes(value, allowed);
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      throw allowed.ofEncoding(value.getClass(), e, (noting, trail) -> note(value, noting));
    }
  }

  private static void note(Object value, AllowedClasses noting) {
    try {
      byte[] unused = bytes(value, noting);
    } catch (IOException e) {
      throw CodecException.ofEncoding(value.getClass(), e);
    }
  }

  private static byte[] bytes(Object value, AllowedClasses allowed) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    List<Class<?>> named = new ArrayList<>();
    try (ObjectOutputStream out = new Output(bytes, named)) {
      out.writeObject(value);
    }
    named.forEach(allowed::require);
    return bytes.toByteArray();
  }

  @Override
  public Object decode(byte[] bytes) {
    try {
      new SerializedForm(bytes, name -> find(name)).check();
      try (ObjectInputStream in = new Input(bytes)) {
        return in.readObject();
      }
    } catch (IOException | ClassNotFoundException | RuntimeException e) {
      throw allowed.ofDecoding(e);
    }
  }

  /** The class of a name, which is judged before it is loaded. */
  private Class<?> find(String name) {
    Class<?> primitive = ClassFacts.primitive(name);
    return primitive != null ? primitive : allowed.load(name, loader);
  }

  /** Notes the classes that are named. */
  private static final class Output extends ObjectOutputStream {
    private final List<Class<?>> named;

    Output(OutputStream out, List<Class<?>> named) throws IOException {
      super(out);
      this.named = named;
    }

    @Override
    protected void annotateClass(Class<?> type) {
      named.add(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
      named.add(type);
    }
  }

  /** Finds classes by the rules of the cache, and lets nothing in that is larger than its bytes. */
  private final class Input extends ObjectInputStream {

    /** A table that a container makes for its parts has some room to spare. */
    private static final int ROOM = 64;

    private long left;

    Input(byte[] bytes) throws IOException {
      super(new ByteArrayInputStream(bytes));
      this.left = 4L * bytes.length;
      setObjectInputFilter(ObjectInputFilter.merge(this::judge, getObjectInputFilter()));
    }

    private Status judge(FilterInfo met) {
      left -= Math.max(0, met.arrayLength() - ROOM);
      Class<?> type = met.serialClass();
      return left < 0
              || met.depth() > SerializedForm.MOST_LEVELS
              || (type != null && !allowed.allows(type))
          ? Status.REJECTED
          : Status.ALLOWED;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass form) {
      return find(form.getName());
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
      throw new InvalidClassException("a dynamic proxy");
    }
  }
}
