package org.entresol.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.codec.wire.KryoCopiers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objenesis.ObjenesisStd;

/** Objects that are the only ones of their classes. */
@Tag("unit")
class OnlyObjectsTest {

  private static final AtomicBoolean TOUCHED = new AtomicBoolean();

  interface State {}

  /** As Kotlin compiles an {@code object}. */
  public static final class Ready implements State {
    public static final Ready INSTANCE = new Ready();

    private Ready() {}
  }

  /** As Kotlin compiles a {@code data object} that is serializable. */
  public static final class Done implements State, Serializable {
    public static final Done INSTANCE = new Done();

    private Done() {}

    private Object readResolve() {
      return INSTANCE;
    }
  }

  abstract static class Maybe {}

  /** As Scala compiles a {@code case object}, what stands for it not being allowed. */
  public static final class None$ extends Maybe implements Serializable {
    public static final None$ MODULE$ = new None$();

    private None$() {}

    private Object writeReplace() {
      return new java.util.SplittableRandom();
    }
  }

  /** Nothing says that there is only one of them. */
  public static final class Open {
    public static final Open INSTANCE = new Open();

    public Open() {}
  }

  /** A default, of which there are others. */
  public static final class Usual {
    public static final Usual INSTANCE = new Usual(1);

    final int number;

    private Usual(int number) {
      this.number = number;
    }

    static Usual of(int number) {
      return new Usual(number);
    }
  }

  /** As was written before there were enums: two that differ by being two. */
  public static final class Mode {
    public static final Mode INSTANCE = new Mode();
    public static final Mode OTHER = new Mode();

    private Mode() {}
  }

  interface Absent {}

  /** As of a library whose other half is not there. */
  public static class Half {
    int number = 5;

    Half() {}

    Half(Absent other) {
      this();
    }
  }

  /** Loads the half anew, and nothing of what is not there. */
  private static final class WithoutAbsent extends ClassLoader {
    WithoutAbsent() {
      super(OnlyObjectsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals(Absent.class.getName())) {
        throw new ClassNotFoundException(name);
      }
      return name.equals(Half.class.getName()) ? half(name) : super.loadClass(name, resolve);
    }

    private synchronized Class<?> half(String name) throws ClassNotFoundException {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = requireNonNull(in).readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  public static final class Gadget {
    public static final Gadget INSTANCE = new Gadget();

    static {
      TOUCHED.set(true);
    }

    private Gadget() {}
  }

  record Holder(State state, @Nullable Object other, List<Object> all) {}

  private final SharedSchemas schemas = new SharedSchemas();
  private final Copiers copiers =
      KryoCopiers.byValue(OnlyObjectsTest.class.getClassLoader(), Set.of());

  private KryoCodec codec(String... patterns) {
    return new KryoCodec(
        OnlyObjectsTest.class.getClassLoader(),
        AllowedClasses.of(List.of(), List.of(patterns)),
        Set.of(),
        schemas);
  }

  private Object decoded(Object value) {
    String allowed = OnlyObjectsTest.class.getName();
    return codec(allowed).decode(codec(allowed).encode(value), 0);
  }

  static Stream<Object> onlyOnes() {
    return Stream.of(Ready.INSTANCE, Done.INSTANCE, None$.MODULE$);
  }

  @ParameterizedTest
  @MethodSource("onlyOnes")
  void decode_onlyObject_isTheOne(Object only) {
    assertThat(decoded(only)).isSameAs(only);
    assertThat((List<?>) decoded(new ArrayList<>(List.of(only, only))))
        .allSatisfy(found -> assertThat(found).isSameAs(only));
    assertThat(((Map<?, ?>) decoded(new HashMap<>(Map.of(only, 1)))).get(only)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("onlyOnes")
  void copy_onlyObject_isTheOne(Object only) {
    assertThat(copiers.copy(only)).isSameAs(only);
    assertThat(copiers.copy(new ArrayList<>(List.of(only))).get(0)).isSameAs(only);
    Object[] graph = {only, new ArrayList<>(List.of(only))};
    assertThat(copiers.copy(graph)[0]).isSameAs(only);
  }

  @Test
  void decode_fields_holdTheOne() {
    Holder holder =
        new Holder(Ready.INSTANCE, Done.INSTANCE, new ArrayList<>(List.of(None$.MODULE$)));

    Holder read = (Holder) decoded(holder);

    assertThat(read.state).isSameAs(Ready.INSTANCE);
    assertThat(read.other).isSameAs(Done.INSTANCE);
    assertThat(read.all.get(0)).isSameAs(None$.MODULE$);
  }

  /** A constant of the name does not make it the only one. */
  @Test
  void decode_oneOfMany_isAnother() {
    assertThat(decoded(new Open())).isInstanceOf(Open.class).isNotSameAs(Open.INSTANCE);
    assertThat(decoded(Mode.OTHER)).isInstanceOf(Mode.class).isNotSameAs(Mode.INSTANCE);
    assertThat(((Usual) decoded(Usual.of(2))).number).isEqualTo(2);
    assertThat(Usual.INSTANCE.number).isEqualTo(1);
  }

  @Test
  void decode_classWhoseConstructorTakesAnAbsentClass_isThere() throws ClassNotFoundException {
    ClassLoader loader = new WithoutAbsent();
    AllowedClasses allowed = AllowedClasses.of(List.of(), List.of(Half.class.getName()));
    KryoCodec codec = new KryoCodec(loader, allowed, Set.of(), schemas);
    Class<?> type = loader.loadClass(Half.class.getName());
    Object half = new ObjenesisStd().newInstance(type);

    assertThat((Object) codec.decode(codec.encode(half), 0).getClass()).isSameAs(half.getClass());
  }

  @Test
  void decode_classThatIsNotAllowed_isNeverInitialized() throws ReflectiveOperationException {
    String allowed = OnlyObjectsTest.class.getName();
    byte[] bytes = codec(allowed).encode(Ready.INSTANCE);
    // The same schema, of another class: both have no fields.
    long ofReady = schemas.texts.keySet().iterator().next();
    String text =
        requireNonNull(schemas.texts.get(ofReady))
            .replace(Ready.class.getName(), Gadget.class.getName());
    long ofGadget = fingerprint(text);
    schemas.texts.put(ofGadget, text);
    byte[] named = bytes.clone();
    for (int i = 0; i < Long.BYTES; i++) {
      named[1 + i] = (byte) (ofGadget >>> (Byte.SIZE * i));
    }

    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> codec().decode(named, 0));
    assertThat(TOUCHED).isFalse();

    assertThat(codec(allowed).decode(named, 0)).isInstanceOf(Gadget.class);
    assertThat(TOUCHED).isTrue();
  }

  private static long fingerprint(String text) throws ReflectiveOperationException {
    try {
      return java.nio.ByteBuffer.wrap(
              java.security.MessageDigest.getInstance("SHA-256")
                  .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
          .getLong();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new ReflectiveOperationException(e);
    }
  }
}
