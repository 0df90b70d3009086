package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
final class StackTest {

  @ParameterizedTest
  @EnumSource
  void named_ownName_isTheStack(Stack stack) {
    assertThat(Stack.named(stack.configName())).isEqualTo(stack);
  }

  @Test
  void named_unknownName_failsWithAllowedNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stack.named("tape"))
        .withMessage(
            "stack: \"tape\" is not allowed; allowed: heap, heap+redis, redis, heap+disk, disk");
  }

  /** What the rules about stacks go by: authority, shared, near, in the heap. */
  @ParameterizedTest
  @CsvSource({
    "HEAP, HEAP, false, false, true",
    "HEAP_REDIS, REDIS, true, true, true",
    "REDIS, REDIS, true, false, false",
    "HEAP_DISK, DISK, true, true, true",
    "DISK, DISK, true, false, false"
  })
  void stack_each_saysWhereItsEntriesLie(
      Stack stack, Stack.Authority authority, boolean shared, boolean near, boolean heap) {
    assertThat(stack.authority()).isEqualTo(authority);
    assertThat(stack.isShared()).isEqualTo(shared);
    assertThat(stack.isNear()).isEqualTo(near);
    assertThat(stack.hasHeap()).isEqualTo(heap);
  }

  @Test
  void names_someFit_listsThose() {
    assertThat(Stack.names(Stack::isShared)).isEqualTo("heap+redis, redis, heap+disk, disk");
  }
}
