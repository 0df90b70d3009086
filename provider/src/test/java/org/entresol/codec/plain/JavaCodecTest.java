package org.entresol.codec.plain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entresol.EntresolConfiguration;
import org.entresol.ShippedCodec;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.CodecContract;
import org.entresol.codec.CodecException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaCodecTest extends CodecContract<JavaCodecTest.Order> {

  private static final AtomicBoolean TOUCHED = new AtomicBoolean();

  record Order(long id, String customer, List<Line> lines) implements Serializable {}

  record Line(String product, int count) implements Serializable {}

  record Pair(@Nullable Object left, @Nullable Object right) implements Serializable {}

  static final class Person implements Serializable {
    private static final long serialVersionUID = 1L;
    final List<Person> friends = new ArrayList<>();
    double weight = 1.5;
    short age = 3;
  }

  public static final class Outer implements Externalizable {
    private static final long serialVersionUID = 1L;
    private String text = "";

    public Outer() {}

    Outer(String text) {
      this.text = text;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeInt(3);
      out.writeObject(text);
      out.writeObject(List.of(text));
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
      assertThat(in.readInt()).isEqualTo(3);
      text = (String) in.readObject();
    }

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Outer other && other.text.equals(text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  static final class Linked implements Serializable {
    private static final long serialVersionUID = 1L;
    @Nullable Linked next;
  }

  @Override
  protected Class<Order> type() {
    return Order.class;
  }

  @Override
  protected EntresolConfiguration.Builder<String, Order> with(
      EntresolConfiguration.Builder<String, Order> builder) {
    return builder.codec(ShippedCodec.JAVA);
  }

  @Override
  protected List<Order> values() {
    return List.of(
        new Order(1, "Ann ".repeat(20), List.of(new Line("tea", 2))),
        new Order(2, "Bob ".repeat(20), new ArrayList<>()));
  }

  @Override
  protected String name() {
    return "java";
  }

  private static GivenCodec codec(String... patterns) {
    AllowedClasses allowed =
        AllowedClasses.of(List.of(), List.of(patterns)).of("c", missing -> "allow: " + missing);
    return new GivenCodec(new JavaCodec(JavaCodecTest.class.getClassLoader(), allowed));
  }

  private static GivenCodec open() {
    return codec(JavaCodecTest.class.getName());
  }

  private static byte[] serialized(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  static Stream<Object> kinds() {
    return Stream.concat(singles(), containers());
  }

  @SuppressWarnings("JavaUtilDate") // it is stored, not used
  private static Stream<Object> singles() {
    BitSet bits = new BitSet();
    bits.set(1000);
    return Stream.of(
        "text",
        "long ".repeat(30_000),
        5,
        5L,
        1.5,
        'c',
        new BigDecimal("1.50"),
        UUID.randomUUID(),
        new Date(5),
        Instant.EPOCH,
        LocalDate.EPOCH,
        Duration.ofSeconds(5),
        Locale.GERMANY,
        TimeUnit.DAYS,
        bits,
        new Outer("out"),
        new Pair(new Pair(1, null), "x"),
        new int[] {1, 2, 3},
        new String[] {"a"},
        new long[][] {{1}, {2, 3}},
        new Object[] {1, "a", null},
        new boolean[] {true});
  }

  @SuppressWarnings("JdkObsolete") // they are stored, not used
  private static Stream<Object> containers() {
    Map<Object, Object> linked = new LinkedHashMap<>();
    IntStream.range(0, 10_000).forEach(i -> linked.put("k" + i, new Line("p" + i, i)));
    return Stream.of(
        List.of(1, 2, 3),
        Set.of("a", "b"),
        Map.of("a", 1, "b", 2),
        new ArrayList<>(List.of(new Line("a", 1))),
        new LinkedList<>(List.of(1)),
        new HashSet<>(Set.of(1, 2, 3)),
        new HashMap<>(Map.of(new Line("a", 1), 2)),
        new TreeMap<>(Map.of("a", 1)),
        new Hashtable<>(Map.of("a", 1)),
        new ConcurrentHashMap<>(Map.of("a", 1)),
        new CopyOnWriteArrayList<>(List.of(1)),
        linked,
        new EnumMap<>(Map.of(TimeUnit.DAYS, "d")),
        EnumSet.of(TimeUnit.DAYS));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void decode_whatWasEncoded_isEqual(Object value) {
    GivenCodec codec = open();

    assertThat(codec.decode(codec.encode(value), 0)).isEqualTo(value);
  }

  @Test
  void encode_value_isWhatTheJdkWrites() {
    assertThat(open().encode(new Line("a", 1))).isEqualTo(serialized(new Line("a", 1)));
  }

  @Test
  void decode_cycles_areThere() {
    Person one = new Person();
    Person two = new Person();
    one.friends.addAll(List.of(one, two));
    two.friends.add(one);
    GivenCodec codec = open();

    Person read = (Person) codec.decode(codec.encode(one), 0);

    assertThat(read.friends.get(0)).isSameAs(read);
    assertThat(read.friends.get(1).friends.get(0)).isSameAs(read);
  }

  /** A hundred people of whom each knows five: what they hold, nobody hashes. */
  @Test
  void decode_objectsOfIdentity_mayReferToEachOther() {
    List<Person> people =
        IntStream.range(0, 100).mapToObj(i -> new Person()).collect(Collectors.toList());
    for (int i = 0; i < 100; i++) {
      for (int friend = 1; friend <= 5; friend++) {
        people.get(i).friends.add(people.get((i * 7 + friend * 13) % 100));
      }
    }
    GivenCodec codec = open();

    assertThat((List<?>) codec.decode(codec.encode(people), 0)).hasSize(100);
  }

  @Test
  void encode_classesThatAreNotAllowed_areAllNamed() {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec().encode(new Order(1, "a", List.of(new Line("b", 1)))))
        .withMessageContaining(Order.class.getName())
        .withMessageContaining(Line.class.getName())
        .withMessageContaining("allow: [");
  }

  @Test
  void encode_proxyOrLambda_isRefused() {
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Comparable.class}, new Idle());
    UnaryOperator<Object> lambda = (UnaryOperator<Object> & Serializable) it -> it;

    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> open().encode(proxy));
    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> open().encode(lambda));
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> open().decode(serialized(proxy), 0));
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> open().decode(serialized(lambda), 0));
  }

  private static final class Idle implements java.lang.reflect.InvocationHandler, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object invoke(Object proxy, java.lang.reflect.Method method, Object[] args) {
      return null;
    }
  }

  @Test
  void encode_notSerializable_isRefused() {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> open().encode(List.of(Optional.of(1))))
        .withMessageContaining("java.util.Optional");
  }

  static final class Gadget implements Serializable {
    private static final long serialVersionUID = 1L;

    static {
      TOUCHED.set(true);
    }
  }

  @Test
  void decode_classThatIsNotAllowed_isNeverTouched() {
    byte[] bytes = serialized("");
    // Made by hand, as serializing one would initialize it.
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String name = Gadget.class.getName();
    out.writeBytes(new byte[] {bytes[0], bytes[1], bytes[2], bytes[3], 0x73, 0x72, 0});
    out.write(name.length());
    out.writeBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    out.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0x78, 0x70});
    byte[] made = out.toByteArray();

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec().decode(made, 0))
        .withMessageContaining(name);

    assertThat(TOUCHED).isFalse();
    assertThat(open().decode(made, 0)).isInstanceOf(Gadget.class);
    assertThat(TOUCHED).isTrue();
  }

  private static Object nestedSets(int levels) {
    Set<Object> root = new HashSet<>();
    Set<Object> one = root;
    Set<Object> other = new HashSet<>();
    for (int i = 0; i < levels; i++) {
      Set<Object> nextOne = new HashSet<>();
      Set<Object> nextOther = new HashSet<>(Set.of("other"));
      one.add(nextOne);
      one.add(nextOther);
      other.add(nextOne);
      other.add(nextOther);
      one = nextOne;
      other = nextOther;
    }
    return root;
  }

  private static Object nestedPairs(int levels) {
    Object inner = "end";
    for (int i = 0; i < levels; i++) {
      inner = new Pair(inner, inner);
    }
    return new Object[] {inner};
  }

  /** Hashing it would take longer than the world will stand. */
  @Test
  @Timeout(10)
  void decode_setsThatReferToSets_isRefusedAtOnce() {
    byte[] pairs = serialized(nestedPairs(60));

    assertThat((Set<?>) open().decode(serialized(nestedSets(3)), 0)).hasSize(2);
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> open().decode(serialized(nestedSets(24)), 0))
        .withMessageContaining("no end");
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> open().decode(pairs, 0))
        .withMessageContaining("no end");
  }

  @Test
  void encode_chainThatIsTooLong_isRefusedByTheWriter() {
    Linked root = new Linked();
    Linked last = root;
    for (int i = 0; i < 300; i++) {
      last.next = new Linked();
      last = last.next;
    }

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> open().encode(root))
        .withMessageContaining(Linked.class.getName());
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> open().decode(serialized(root), 0))
        .withMessageContaining("250 levels");
  }

  @Test
  void decode_arraysThatArePromised_isRefusedBeforeTheyAreMade() {
    byte[] huge = serialized(new ArrayList<>(List.of(1)));
    // Behind the class stands the size, a field of the list.
    int size = new String(huge, ISO_8859_1).indexOf("xp") + 2;
    huge[size] = 0x7F;

    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> open().decode(huge, 0));
  }

  @Test
  void decode_containersWithoutEquality_areThere() {
    GivenCodec codec = open();
    IdentityHashMap<Object, Object> map = new IdentityHashMap<>();
    map.put("a", 1);

    assertThat((Map<?, ?>) codec.decode(codec.encode(map), 0)).hasSize(1);
    assertThat((ArrayDeque<?>) codec.decode(codec.encode(new ArrayDeque<>(List.of(1))), 0))
        .hasSize(1);
  }
}
