package org.entresol.codec.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.entresol.Codec;
import org.entresol.EntresolConfiguration;
import org.entresol.ShippedCodec;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.CodecContract;
import org.entresol.codec.CodecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest extends CodecContract<JsonCodecTest.Order> {

  private static final AtomicBoolean TOUCHED = new AtomicBoolean();

  record Order(long id, String customer, List<Line> lines, Map<String, Double> prices) {}

  record Line(String product, int count) {}

  static class Base {
    public int number = 1;
  }

  static final class More extends Base {
    public int rest = 2;
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
  interface Shape {}

  record Circle(int radius) implements Shape {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface Open {}

  record Opened(int number) implements Open {}

  static final class Gadget implements Open {
    static {
      TOUCHED.set(true);
    }
  }

  static final class Loop {
    public Loop next = this;
  }

  private static final class Closed {}

  @Override
  protected Class<Order> type() {
    return Order.class;
  }

  @Override
  protected EntresolConfiguration.Builder<String, Order> with(
      EntresolConfiguration.Builder<String, Order> builder) {
    return builder.codec(ShippedCodec.JSON);
  }

  @Override
  protected List<Order> values() {
    return List.of(
        new Order(1, "Ann ".repeat(20), List.of(new Line("tea", 2)), Map.of("tea", 1.5)),
        new Order(2, "Bob ".repeat(20), List.of(), Map.of()));
  }

  @Override
  protected String name() {
    return "json";
  }

  private static GivenCodec codec(Class<?> type) {
    return new GivenCodec(
        PlainForms.of(
            ShippedCodec.JSON,
            "c",
            type,
            JsonCodecTest.class.getClassLoader(),
            AllowedClasses.ANY));
  }

  private static Object decode(Class<?> type, String json) {
    return codec(type).decode(json.getBytes(UTF_8), 0);
  }

  @Test
  void encode_record_isReadableForAll() {
    assertThat(new String(codec(Line.class).encode(new Line("tea", 2)), UTF_8))
        .isEqualTo("{\"product\":\"tea\",\"count\":2}");
  }

  @Test
  void decode_anotherRelease_skipsAndDefaults() {
    assertThat(decode(Line.class, "{ \"product\": \"tea\", \"new\": {\"a\": [1]} }"))
        .isEqualTo(new Line("tea", 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{",
        "{} {}",
        "[]",
        "{\"count\": \"many\"}",
        "{\"count\": 1e999999999}",
        "\u0000"
      })
  void decode_noLine_isRefused(String json) {
    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(Line.class, json));
  }

  @Test
  void decode_deeperThanAnyStack_isRefused() {
    String deep = "[".repeat(100_000);

    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(Object.class, deep));
  }

  @Test
  void decode_classNamedInTheBytes_isRefusedAndNeverTouched() {
    String named = "{\"@class\":\"%s\"}".formatted(Gadget.class.getName());

    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(Open.class, named));

    assertThat(TOUCHED).isFalse();
    assertThat(decode(Object.class, named)).isEqualTo(Map.of("@class", Gadget.class.getName()));
  }

  record Classes(Class<?> type) {}

  record ClassKeys(Map<Class<?>, Integer> keys) {}

  static Stream<Arguments> classNames() {
    String name = Gadget.class.getName();
    return Stream.of(
        Arguments.of(Class.class, "\"%s\"".formatted(name)),
        Arguments.of(JavaType.class, "\"%s\"".formatted(name)),
        Arguments.of(Classes.class, "{\"type\":\"%s\"}".formatted(name)),
        Arguments.of(ClassKeys.class, "{\"keys\":{\"%s\":1}}".formatted(name)));
  }

  @ParameterizedTest
  @MethodSource("classNames")
  void decode_classWhereOneIsHeld_isRefusedAndNeverTouched(Class<?> type, String json) {
    assertThatExceptionOfType(CodecException.class).isThrownBy(() -> decode(type, json));

    assertThat(TOUCHED).isFalse();
  }

  @Test
  void encode_subtypeByName_isReadAsIt() {
    GivenCodec shapes = codec(Shape.class);

    assertThat(shapes.decode(shapes.encode(new Circle(3)), 0)).isEqualTo(new Circle(3));
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(Object.class, "text"),
        Arguments.of(Object.class, 5),
        Arguments.of(Object.class, Map.of("a", List.of(1, true))),
        Arguments.of(List.class, List.of("a")),
        Arguments.of(Set.class, Set.of("a")),
        Arguments.of(Long.class, 5L));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void encode_kindThatJsonHas_isReadAsIt(Class<?> type, Object value) {
    GivenCodec codec = codec(type);

    assertThat(codec.decode(codec.encode(value), 0)).isEqualTo(value);
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of(Base.class, new More()),
        Arguments.of(Object.class, new Base()),
        Arguments.of(Object.class, 5L),
        Arguments.of(Open.class, new Opened(1)),
        Arguments.of(Loop.class, new Loop()),
        Arguments.of(Closed.class, new Closed()));
  }

  /** What a node could not read, or would read as something else, is not written. */
  @ParameterizedTest
  @MethodSource("unreadable")
  void encode_valueThatIsNotReadAsItself_isRefused(Class<?> type, Object value) {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec(type).encode(value))
        .withMessageContaining(value.getClass().getName());
  }

  @Test
  void decode_classLoaderNoLongerUsed_isCollected() throws ClassNotFoundException {
    WeakReference<ClassLoader> loader = decodedWithALoaderOfItsOwn();

    Awaitility.await()
        .until(
            () -> {
              System.gc();
              return loader.refersTo(null);
            });
  }

  private static WeakReference<ClassLoader> decodedWithALoaderOfItsOwn()
      throws ClassNotFoundException {
    ClassLoader loader = new Anew(Line.class.getName());
    Class<?> type = loader.loadClass(Line.class.getName());
    Codec<?> codec = PlainForms.of(ShippedCodec.JSON, "c", type, loader, AllowedClasses.ANY);
    assertThat((Object) codec.decode("{\"count\":1}".getBytes(UTF_8)).getClass()).isSameAs(type);
    return new WeakReference<>(loader);
  }

  @Test
  void of_moduleThatCannotBeLoaded_isRefusedWithItsName(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Module.class.getName()), "com.acme.Missing");
    URL[] places = {folder.toUri().toURL()};

    try (URLClassLoader loader = new URLClassLoader(places, getClass().getClassLoader())) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> PlainForms.of(ShippedCodec.JSON, "c", Line.class, loader, AllowedClasses.ANY))
          .withMessageContaining("Cache 'c': codec: json")
          .withMessageContaining("com.acme.Missing");
    }
  }

  @Test
  void of_noJackson_isRefusedWithItsName() throws ReflectiveOperationException {
    Class<?> forms = Class.forName(PlainForms.class.getName(), true, new WithoutJackson());

    assertThatExceptionOfType(java.lang.reflect.InvocationTargetException.class)
        .isThrownBy(
            () ->
                forms
                    .getMethod(
                        "of",
                        ShippedCodec.class,
                        String.class,
                        Class.class,
                        ClassLoader.class,
                        AllowedClasses.class)
                    .invoke(
                        null,
                        ShippedCodec.JSON,
                        "c",
                        Line.class,
                        getClass().getClassLoader(),
                        AllowedClasses.ANY))
        .havingCause()
        .isInstanceOf(IllegalArgumentException.class)
        .withMessageContaining("com.fasterxml.jackson.core:jackson-databind");
  }

  /** Loads the codecs anew, and knows no Jackson. */
  private static final class WithoutJackson extends Anew {

    WithoutJackson() {
      super(PlainForms.class.getPackageName());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.fasterxml.jackson.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  /** Loads some classes anew. */
  private static class Anew extends ClassLoader {
    private final String start;

    /**
     * @param start what their names begin with
     */
    Anew(String start) {
      super(JsonCodecTest.class.getClassLoader());
      this.start = start;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(start)) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known != null ? known : defined(name);
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (var in = getParent().getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
