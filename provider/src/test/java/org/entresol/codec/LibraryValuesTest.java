package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entresol.codec.wire.KryoCodec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a node takes, every other node gives back: the kinds of values that libraries have, from
 * none to a hundred thousand elements.
 */
@Tag("unit")
class LibraryValuesTest {

  private static final ClassLoader LOADER = LibraryValuesTest.class.getClassLoader();

  private static final AllowedClasses ALLOWED =
      AllowedClasses.of(
          List.of(LibraryValuesTest.class),
          List.of(
              "com.google.common.**",
              "io.vavr.**",
              "org.eclipse.collections.**",
              "it.unimi.dsi.**",
              "kotlin.**",
              "com.fasterxml.jackson.**"));

  private static final List<Integer> SIZES = List.of(0, 1, 17, 300, 3_000, 100_000);

  static Stream<Arguments> values() {
    return LibraryValues.KINDS.entrySet().stream()
        .flatMap(kind -> SIZES.stream().map(n -> Arguments.of(kind.getKey(), n)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void encode_kindOfValue_isReadAsAnEqualOneByAnotherNode(String kind, int size) {
    Object value = LibraryValues.of(kind, size);
    SharedSchemas schemas = new SharedSchemas();

    byte[] bytes = new KryoCodec(LOADER, ALLOWED, Set.of(), schemas).encode(value);
    Object read = new KryoCodec(LOADER, ALLOWED, Set.of(), schemas).decode(bytes, 0);

    assertThat(comparable(read).equals(comparable(value))).isTrue();
    assertThat((Object) read.getClass()).isSameAs(value.getClass());
  }

  /** Queues have no equality of their own. */
  private static Object comparable(Object value) {
    return value instanceof Queue<?> queue ? List.copyOf(queue) : value;
  }

  static Stream<Arguments> graphs() {
    return Stream.of(
        Arguments.of("chain", chain(9_000)),
        Arguments.of("friends", friends(100, 5)),
        Arguments.of("friends in a map", Map.of("all", friends(1_000, 5))),
        Arguments.of("friends in a set", Set.copyOf(friends(1_000, 5))),
        Arguments.of("staff", IntStream.range(0, 200).mapToObj(i -> friends(i % 7, 2)).toList()));
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void encode_graph_isReadWhole(String name, Object value) {
    SharedSchemas schemas = new SharedSchemas();

    byte[] bytes = new KryoCodec(LOADER, ALLOWED, Set.of(), schemas).encode(value);
    Object read = new KryoCodec(LOADER, ALLOWED, Set.of(), schemas).decode(bytes, 0);

    assertThat(new KryoCodec(LOADER, ALLOWED, Set.of(), schemas).encode(read)).hasSameSizeAs(bytes);
    assertThat(count(read)).isEqualTo(count(value));
  }

  private static int count(Object value) {
    return value instanceof Collection<?> some ? some.size() : 1;
  }

  /** Somebody who knows others. */
  static final class Person {
    final int number;
    final List<Person> friends = new ArrayList<>();
    final Map<String, Object> more = new HashMap<>();

    Person(int number) {
      this.number = number;
    }
  }

  private static List<Person> friends(int people, int each) {
    List<Person> all = IntStream.range(0, people).mapToObj(Person::new).toList();
    for (Person person : all) {
      for (int i = 1; i <= each; i++) {
        person.friends.add(all.get((person.number * 31 + i * 7) % people));
      }
    }
    return all;
  }

  private static Person chain(int length) {
    Person first = new Person(0);
    Person last = first;
    for (int i = 1; i < length / 2; i++) {
      Person next = new Person(i);
      last.friends.add(next);
      last = next;
    }
    return first;
  }
}
