package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.codec.wire.WireFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, they give a value or a refusal. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("unit")
class HostileBytesTest {

  private static final ClassLoader LOADER = HostileBytesTest.class.getClassLoader();

  private static final ValueCodec STRICT =
      new KryoCodec(LOADER, AllowedClasses.of(List.of(), List.of()), Set.of(), SharedSchemas.HERE);

  private static final ValueCodec OPEN =
      new KryoCodec(
          LOADER, AllowedClasses.of(List.of(Pet.class), List.of()), Set.of(), SharedSchemas.HERE);

  private static final ValueCodec LAX =
      new KryoCodec(LOADER, AllowedClasses.ANY, Set.of(), SharedSchemas.HERE);

  /** What was initialised although it was not allowed. */
  private static final List<String> HAPPENED = Collections.synchronizedList(new ArrayList<>());

  static class Trap implements Serializable {
    static {
      HAPPENED.add("Trap");
    }

    int number = 1;
  }

  private static void assertRefused(ValueCodec codec, byte[] bytes) {
    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> codec.decode(bytes, 0));
  }

  private static byte[] named(String name) {
    Output output = new Output(64, -1);
    output.writeByte(WireFormat.NAMED);
    output.writeString(name);
    output.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0});
    return output.toBytes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.ProcessBuilder",
        "javax.management.BadAttributeValueExpException",
        "com.sun.rowset.JdbcRowSetImpl",
        "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
        "org.springframework.beans.factory.support.DefaultListableBeanFactory",
        "org.entresol.codec.HostileBytesTest$Trap",
        "[Lorg.entresol.codec.HostileBytesTest$Trap;",
        "java.lang.reflect.Proxy",
        "\u0000\n",
      })
  void decode_nameOfAClassThatIsNotAllowed_isRefusedUnloaded(String name) {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> STRICT.decode(named(name), 0))
        .withMessageContaining("is not allowed");
    assertThat(HAPPENED).isEmpty();
  }

  /** Notes what it is asked for. */
  private static final class Recording extends ClassLoader {
    final List<String> names = new ArrayList<>();

    Recording() {
      super(LOADER);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      names.add(name);
      return super.loadClass(name, resolve);
    }
  }

  @Test
  void decode_nameOfARefusedClass_isNotEvenLookedFor() {
    Recording strict = new Recording();
    Recording lax = new Recording();
    byte[] bytes = LAX.encode(new Pet("a"));

    assertRefused(
        new KryoCodec(
            strict, AllowedClasses.of(List.of(), List.of()), Set.of(), SharedSchemas.HERE),
        bytes);
    new KryoCodec(lax, AllowedClasses.ANY, Set.of(), SharedSchemas.HERE).decode(bytes, 0);

    assertThat(strict.names).isEmpty();
    assertThat(lax.names).containsExactly(Pet.class.getName());
  }

  @Test
  void decode_classObjectThatIsNotAllowed_isRefused() {
    assertRefused(STRICT, LAX.encode(ProcessBuilder.class));
    assertRefused(STRICT, LAX.encode(new Object[] {Pet.class}));
    assertThat(OPEN.decode(OPEN.encode(Pet.class), 0)).isEqualTo(Pet.class);
  }

  /** The bytes of a class that is read by Java serialization, with this in it. */
  private static byte[] shell(Object content) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(stream)) {
      out.writeObject(content);
    }
    Output output = new Output(64, -1);
    output.writeByte(WireFormat.NAMED);
    output.writeString(IllegalStateException.class.getName());
    output.writeVarInt(stream.size(), true);
    output.writeBytes(stream.toByteArray());
    output.writeVarInt(0, true);
    return output.toBytes();
  }

  static final class Gadget implements Serializable {
    final Map<String, Object> all = new HashMap<>(Map.of("a", new TreeMap<>(Map.of("b", "c"))));
  }

  @Test
  void decode_javaSerializedGraph_isRefused() throws IOException {
    assertRefused(STRICT, shell(new Gadget()));
    assertRefused(OPEN, shell(new Gadget()));
    assertRefused(OPEN, shell(new HashSet<>(Set.of(new HashSet<>(Set.of("a"))))));
    assertRefused(OPEN, shell(new ArrayList<>(List.of("a"))));
    assertRefused(STRICT, shell(new RuntimeException(new IOException())));
  }

  /** A set of sets of sets, in which each is met twice. */
  private static Set<Object> laughs(Supplier<Set<Object>> empty) {
    Set<Object> root = empty.get();
    Set<Object> left = root;
    Set<Object> right = empty.get();
    for (int i = 0; i < 100; i++) {
      Set<Object> nextLeft = empty.get();
      Set<Object> nextRight = empty.get();
      nextLeft.add("foo");
      left.add(nextLeft);
      left.add(nextRight);
      right.add(nextLeft);
      right.add(nextRight);
      left = nextLeft;
      right = nextRight;
    }
    return root;
  }

  @Test
  void decode_setsThatHoldEachOther_endsSoon() throws IOException {
    assertRefused(OPEN, shell(laughs(HashSet::new)));
    assertRefused(STRICT, LAX.encode(laughs(HashSet::new)));
    assertRefused(STRICT, LAX.encode(laughs(LinkedHashSet::new)));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        byte[].class,
        int[].class,
        long[].class,
        double[].class,
        boolean[].class,
        char[].class,
        Object[].class,
        String[].class,
        ArrayList.class,
        HashMap.class,
        String.class
      })
  void decode_hugeClaimedLength_isRefused(Class<?> type) {
    for (int length : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 1, 1 << 28, -1, -2}) {
      Output output = new Output(64, -1);
      output.writeByte(WireFormat.codeOf(type));
      if (type == String.class) {
        output.writeVarIntFlag(true, length, true);
      } else {
        output.writeVarInt(length, true);
      }
      output.writeBytes(new byte[100]);
      assertRefused(STRICT, output.toBytes());
    }
  }

  @Test
  void decode_nestedArraysThatClaimAllThatIsLeft_areRefused() {
    byte[] bytes = new byte[2_000_000];
    Output output = new Output(bytes);
    for (int i = 0; i < 200; i++) {
      output.writeByte(WireFormat.codeOf(Object[].class));
      output.writeVarInt(bytes.length - output.position() - 10, true);
    }

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> STRICT.decode(bytes, 0))
        .withMessageContaining("more parts than there are bytes");
  }

  @Test
  void decode_tooDeep_isRefused() {
    for (Class<?> type : List.of(ArrayList.class, Object[].class, List.of().getClass())) {
      byte[] bytes = new byte[100_000];
      for (int i = 0; i < bytes.length; i += 2) {
        bytes[i] = (byte) WireFormat.codeOf(type);
        bytes[i + 1] = 1;
      }
      assertRefused(STRICT, bytes);
    }
  }

  private static byte[] withOneMore(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  @Test
  void decode_valueWithOneByteMore_isRefused() {
    for (byte[] bytes : encoded()) {
      assertRefused(OPEN, withOneMore(bytes));
    }
  }

  private static ValueCodec ownCodec() {
    return new KryoCodec(
        LOADER, AllowedClasses.of(List.of(Pet.class), List.of()), Set.of(), SharedSchemas.HERE);
  }

  @Test
  void decode_afterARefusal_refersToNothingOfWhatWasRefused() {
    ValueCodec codec = ownCodec();
    Pet tom = new Pet("Tom");
    byte[] refused = withOneMore(codec.encode(Arrays.asList(new Pet("Ann"), new Pet("Bob"))));
    byte[] bytes = codec.encode(Arrays.asList(tom, tom));

    assertRefused(codec, refused);
    List<?> read = (List<?>) codec.decode(bytes, 0);

    assertThat(read).isEqualTo(List.of(tom, tom));
    assertThat(read.get(1)).isSameAs(read.get(0));
  }

  @Test
  void decode_bytesThatAreRefused_areNotKept() {
    ValueCodec codec = ownCodec();
    WeakReference<byte[]> refused = refusedBytes(codec);

    await()
        .until(
            () -> {
              System.gc();
              return refused.refersTo(null);
            });
    assertThat(codec.decode(codec.encode("a"), 0)).isEqualTo("a");
  }

  private static WeakReference<byte[]> refusedBytes(ValueCodec codec) {
    byte[] bytes = withOneMore(codec.encode("a"));
    assertRefused(codec, bytes);
    return new WeakReference<>(bytes);
  }

  @Test
  @Tag("search")
  void decode_randomBytes_giveAValueOrARefusal() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      decode(OPEN, bytes);
    }
  }

  @Test
  @Tag("search")
  void decode_damagedBytes_giveAValueOrARefusal() {
    List<byte[]> all = encoded();
    Random random = new Random(2);
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      refused += decode(OPEN, Damage.to(all.get(random.nextInt(all.size())), random)) ? 0 : 1;
    }
    assertThat(refused).isBetween(10_000, 99_000);
  }

  @Test
  @Tag("search")
  void decode_damagedBytesOfRefusedClasses_loadNone() {
    byte[] bytes = named(HostileBytesTest.class.getName() + "$Trap");
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      decode(STRICT, Damage.to(bytes, random));
    }
    assertThat(HAPPENED).isEmpty();
  }

  private static boolean decode(ValueCodec codec, byte[] bytes) {
    try {
      assertThat(codec.decode(bytes, 0)).isNotNull();
      return true;
    } catch (CodecException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return false;
    }
  }

  private static List<byte[]> encoded() {
    List<Object> values = new ArrayList<>(new ForeignValues().get());
    EncodingTest.containers().map(Supplier::get).forEach(values::add);
    EncodingTest.immutables().forEach(values::add);
    ValueKindCopyTest.kinds().map(kind -> kind.make().get()).forEach(values::add);
    return values.stream().map(OPEN::encode).toList();
  }

  @Test
  void decode_manyThreadsOnTheSameBytes_doNotDisturbEachOther() throws InterruptedException {
    byte[] bytes = OPEN.encode(Arrays.asList("short", "another", new Pet("Tom")));
    List<Object> wrong = Collections.synchronizedList(new ArrayList<>());
    Runnable task =
        () -> {
          for (int i = 0; i < 20_000; i++) {
            Object read = OPEN.decode(bytes, 0);
            if (!read.toString().equals("[short, another, Pet Tom]")) {
              wrong.add(read);
            }
          }
        };
    List<Thread> threads = Stream.generate(() -> new Thread(task)).limit(4).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).isEmpty();
  }
}
