package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entresol.codec.wire.KryoCopiers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be copied is refused with its class, the reason and the ways out. */
@Tag("unit")
class RefusalTest {

  static class Task {
    List<Object> steps = new ArrayList<>();
    Object action;

    Task(Object action) {
      this.action = action;
    }
  }

  record Job(Object action) {}

  static Stream<Object> uncopyable() {
    int captured = RefusalTest.class.getName().length();
    Runnable lambda = () -> {};
    Supplier<Integer> capturing = () -> captured;
    Supplier<String> reference = RefusalTest.class::getName;
    return Stream.of(lambda, capturing, reference, new Thread(lambda), IntStream.range(0, 1));
  }

  @ParameterizedTest
  @MethodSource("uncopyable")
  void copy_uncopyableObject_failsWithClassReasonAndWaysOut(Object value) {
    assertThatThrownBy(() -> Rules.byValue().copy(value))
        .isInstanceOf(CopyException.class)
        .hasMessageStartingWith("Cannot copy a " + value.getClass().getName() + ": it")
        .hasMessageContaining("store by reference")
        .hasMessageContaining("`immutable:`")
        .hasMessageContaining("Serializable");
  }

  @ParameterizedTest
  @MethodSource("uncopyable")
  void copy_objectThatHoldsAnUncopyableOne_namesBoth(Object value) {
    Task inner = new Task(value);
    Task task = new Task("a");
    task.steps.add(new Job(new Object[] {inner}));

    assertThatThrownBy(() -> Rules.byValue().copy(task))
        .isInstanceOf(CopyException.class)
        .hasMessageStartingWith("Cannot copy a " + Task.class.getName() + ": it holds a ")
        .hasMessageContaining(value.getClass().getName());
  }

  @Test
  void copy_afterARefusal_works() {
    Copiers copiers = Rules.byValue();
    Task task = new Task(new Pet("a"));
    task.steps.add(task);
    Task refused = new Task((Runnable) () -> {});
    refused.steps.add(refused);

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> copiers.copy(refused)).isInstanceOf(CopyException.class);
      Task copy = copiers.copy(task);
      assertThat(copy.steps.get(0)).isSameAs(copy);
    }
  }

  @Test
  void sizeOf_uncopyableObject_failsWithClassReasonAndWaysOut() {
    Task task = new Task((Runnable) () -> {});

    assertThatThrownBy(() -> KryoCopiers.byReference().sizeOf(task))
        .isInstanceOf(CopyException.class)
        .hasMessageStartingWith("Cannot tell the size of a " + Task.class.getName())
        .hasMessageContaining("lambda")
        .hasMessageContaining("`max-entries`");
  }
}
