package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.entresol.codec.wire.KryoCodec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects of every kind pass through bytes and stay what they are. */
@Tag("unit")
class EncodingTest {

  private static final ValueCodec CODEC =
      new KryoCodec(
          EncodingTest.class.getClassLoader(),
          AllowedClasses.of(List.of(EncodingTest.class), List.of()),
          Set.of(),
          SharedSchemas.HERE);

  private static Object readAgain(Object value) {
    return CODEC.decode(CODEC.encode(value), 0);
  }

  static Stream<Object> immutables() {
    // Neither has anything that could be encoded.
    return ImmutableCopyTest.immutables()
        .filter(value -> value.getClass() != Object.class)
        .filter(value -> value.getClass() != DateTimeFormatter.class);
  }

  @ParameterizedTest
  @MethodSource("immutables")
  void read_immutableValue_looksTheSame(Object value) {
    assertThat(readAgain(value)).hasSameClassAs(value).hasToString(value.toString());
  }

  @ParameterizedTest
  @MethodSource("org.entresol.codec.ValueKindCopyTest#kinds")
  void read_mutableValue_looksTheSame(Kind kind) {
    Object value = kind.make().get();

    assertThat(kind.look().apply(readAgain(value))).isEqualTo(kind.look().apply(value));
  }

  static Stream<Supplier<Object>> containers() {
    return Stream.concat(ContainerCopyTest.withPets(), ContainerCopyTest.withStrings());
  }

  @ParameterizedTest
  @MethodSource("containers")
  void read_container_hasTheSameContent(Supplier<Object> make) {
    Object value = make.get();

    Object read = readAgain(value);

    assertThat(ContainerCopyTest.show(read)).isEqualTo(ContainerCopyTest.show(value));
  }

  @Test
  void read_objectsOfOurs_lookTheSame() {
    for (Object value : new ForeignValues().get()) {
      assertThat(Arrays.deepToString(new Object[] {readAgain(value)}))
          .isEqualTo(Arrays.deepToString(new Object[] {value}));
    }
  }

  @Test
  void read_sharedReferencesAndCycles_areKept() {
    Pet pet = new Pet("a");
    pet.friend = pet;
    Collection<Object> value = new ArrayList<>(List.of(pet, pet, TimeUnit.DAYS));

    List<?> read = (List<?>) readAgain(value);

    assertThat(read.get(0)).isSameAs(read.get(1)).isEqualTo(pet);
    assertThat(((Pet) read.get(0)).friend).isSameAs(read.get(0));
    assertThat(read.get(2)).isSameAs(TimeUnit.DAYS);
  }

  static final class Session {
    private String user = "Ann";
    private transient Object connection = new Thread("connection");
  }

  @Test
  void read_transientField_isNotSet() {
    Session read = (Session) readAgain(new Session());

    assertThat(read.user).isEqualTo("Ann");
    assertThat(read.connection).isNull();
  }
}
