package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StackTest {

  @ParameterizedTest
  @EnumSource
  void named_ownName_isTheStack(Stack stack) {
    assertThat(Stack.named(stack.configName())).isEqualTo(stack);
  }

  @Test
  void named_unknownName_failsWithAllowedNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stack.named("disk"))
        .withMessage("stack: \"disk\" is not allowed; allowed: heap, heap+redis, redis");
  }

  @Test
  void tiers_eachStack_areThoseOfItsName() {
    assertThat(Stack.values())
        .allSatisfy(
            stack -> {
              assertThat(stack.hasHeap()).isEqualTo(stack.configName().contains("heap"));
              assertThat(stack.hasRedis()).isEqualTo(stack.configName().contains("redis"));
            });
  }

  @Test
  void names_someFit_listsThose() {
    assertThat(Stack.names(Stack::hasRedis)).isEqualTo("heap+redis, redis");
  }
}
