package org.entresol.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.JDBCType;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.entresol.codec.key.CanonicalKeys;
import org.entresol.codec.wire.KryoCodec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Enums and values of the JDK need no line that allows them. */
@Tag("unit")
class JdkValuesTest {

  private static final ClassLoader LOADER = JdkValuesTest.class.getClassLoader();
  private static final AllowedClasses ALLOWED = AllowedClasses.of(List.of(), List.of());
  private static final ValueCodec VALUES =
      new KryoCodec(LOADER, ALLOWED, Set.of(), SharedSchemas.HERE);
  private static final KeyCodec<Object> KEYS = new CanonicalKeys<>(LOADER, ALLOWED, Set.of());

  /** The public enums of the modules of the JDK that every program has, and of its databases. */
  static Stream<Class<?>> enums() throws IOException {
    Stream<Class<?>> all = Stream.of();
    for (String module : List.of("java.base", "java.sql", "java.logging", "java.net.http")) {
      Path home = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules", module);
      try (Stream<Path> files = Files.walk(home)) {
        List<String> names =
            files
                .map(file -> home.relativize(file).toString().replace('/', '.'))
                .filter(name -> name.startsWith("java") && name.endsWith(".class"))
                .map(name -> name.substring(0, name.length() - ".class".length()))
                .toList();
        all = Stream.concat(all, names.stream().flatMap(JdkValuesTest::publicEnum));
      }
    }
    return all;
  }

  private static Stream<Class<?>> publicEnum(String name) {
    try {
      Class<?> type = Class.forName(name, false, LOADER);
      return Stream.<Class<?>>of(type)
          .filter(found -> found.isEnum() && Modifier.isPublic(found.getModifiers()));
    } catch (ClassNotFoundException | LinkageError e) {
      return Stream.empty();
    }
  }

  @ParameterizedTest
  @MethodSource("enums")
  void constants_ofEveryPublicEnum_areReadAgain(Class<?> type) {
    for (Object constant : requireNonNull(type.getEnumConstants())) {
      assertThat(VALUES.decode(VALUES.encode(constant), 0)).isSameAs(constant);
      assertThat(KEYS.decode(KEYS.encode(constant))).isSameAs(constant);
    }
  }

  @Test
  void sets_ofEnums_areReadAgain() {
    List<Object> value =
        List.of(
            EnumSet.of(JDBCType.BIGINT),
            new Locale.Category[] {Locale.Category.DISPLAY},
            JDBCType.BLOB);

    assertThat(VALUES.decode(VALUES.encode(value), 0)).usingRecursiveComparison().isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.ProcessBuilder",
        "java.lang.Runtime",
        "java.lang.Thread$State$Nothing",
        "java.nothing.Here",
        "java.rmi.server.UnicastRemoteObject",
        "javax.management.BadAttributeValueExpException",
        "javax.cache.expiry.Duration",
        "sun.misc.Unsafe",
        "jdk.internal.misc.VM",
        "java.util.logging.Logger"
      })
  void classes_thatAreNoValues_areNotAllowed(String name) {
    assertThat(ALLOWED.allowsName(name)).isFalse();
  }

  @Test
  void refusal_ofAValue_namesAllThatIsMissingAndTheLine() {
    AllowedClasses some =
        AllowedClasses.of(List.of(), List.of("com.acme.**"))
            .of("orders", names -> "allow " + names.size());
    ValueCodec values = new KryoCodec(LOADER, some, Set.of(), SharedSchemas.HERE);
    KeyCodec<Object> keys = new CanonicalKeys<>(LOADER, some, Set.of());
    Object pair = List.of(new Left("a"), List.of(new Right(1)), new Left("b"));
    String all =
        "Cache 'orders': The classes %s, %s are not allowed in bytes. To allow them: allow 2";
    String left = Left.class.getName();
    String right = Right.class.getName();

    assertThat(refusal(() -> values.encode(pair)))
        .isEqualTo(all.formatted(left + " (value[0])", right + " (value[1][0])"));
    assertThat(refusal(() -> keys.encode(pair))).isEqualTo(all.formatted(left, right));
    assertThat(refusal(() -> values.encode(new Right(1))))
        .isEqualTo(
            "Cache 'orders': The class "
                + Right.class.getName()
                + " is not allowed in bytes. To allow it: allow 1");
    byte[] bytes =
        new KryoCodec(
                LOADER, ALLOWED.with(Set.of(Right.class.getName())), Set.of(), SharedSchemas.HERE)
            .encode(new Right(1));
    assertThat(refusal(() -> values.decode(bytes, 0))).endsWith("To allow it: allow 1");
  }

  record Line(String text, List<Object> prices) {}

  record Order(int id, List<Line> lines) {}

  @Test
  void refusal_ofAClassDeepInAValue_namesItsPlace() {
    AllowedClasses some =
        AllowedClasses.of(List.of(), List.of(Order.class.getName(), Line.class.getName()))
            .of("orders", names -> "allow " + names.size());
    ValueCodec values = new KryoCodec(LOADER, some, Set.of(), SharedSchemas.HERE);
    Line line = new Line("tea", List.of(1, new Right(1)));
    Order order = new Order(1, List.of(new Line("", List.of()), line));

    assertThat(refusal(() -> values.encode(order)))
        .contains(Right.class.getName() + " (Order.lines[1].prices[1]) is not allowed");
  }

  private static String refusal(Runnable encode) {
    try {
      encode.run();
      return "none";
    } catch (CodecException e) {
      return String.valueOf(e.getMessage());
    }
  }

  record Left(String text) {}

  record Right(int number) {}
}
