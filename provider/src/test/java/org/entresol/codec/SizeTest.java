package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.entresol.codec.wire.KryoCopiers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class SizeTest {

  static Stream<Arguments> simple() {
    return Stream.of(
        arguments("", 40),
        arguments("abcd", 44),
        arguments("é", 41),
        arguments("ab\u20ac", 46),
        arguments(1, 16),
        arguments((short) 1, 16),
        arguments('c', 16),
        arguments(true, 16),
        arguments(1L, 24),
        arguments(1d, 24),
        arguments(new byte[100], 116),
        arguments(new boolean[100], 116),
        arguments(new char[100], 216),
        arguments(new int[100], 416),
        arguments(new double[100], 816));
  }

  @ParameterizedTest
  @MethodSource("simple")
  void sizeOf_simpleValue_isWhatItTakes(Object value, long size) {
    assertThat(Rules.byValue().sizeOf(value)).isEqualTo(size);
    assertThat(KryoCopiers.byReference().sizeOf(value)).isEqualTo(size);
  }

  @Test
  void sizeOf_graph_growsWithItsContent() {
    Copiers copiers = Rules.byValue();
    Pet small = new Pet("a");
    Pet large = new Pet("a".repeat(10_000));
    List<Object> many = new ArrayList<>(Collections.nCopies(1000, "text"));

    assertThat(copiers.sizeOf(small)).isBetween(16L, 500L);
    assertThat(copiers.sizeOf(large)).isBetween(10_000L, 10_500L);
    assertThat(copiers.sizeOf(many)).isBetween(1_000L, 20_000L);
  }

  @Test
  void sizeOf_sharedObject_countsOnce() {
    Copiers copiers = Rules.byValue();
    Pet large = new Pet("a".repeat(10_000));

    assertThat(copiers.sizeOf(List.of(large, large))).isLessThan(11_000);
  }

  @Test
  void sizeOf_cycle_ends() {
    Pet pet = new Pet("a");
    pet.friend = pet;

    assertThat(KryoCopiers.byReference().sizeOf(pet)).isPositive();
  }

  @Test
  void sizeOf_sameValueAgain_isTheSame() {
    Copiers copiers = Rules.byValue();

    assertThat(copiers.sizeOf(new Pet("a"))).isEqualTo(copiers.sizeOf(new Pet("a")));
  }
}
