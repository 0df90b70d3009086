package org.entresol.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class HistoryTest {

  @Test
  void history_inSequenceAndRight_isExplained() {
    assertThat(
            new History(
                    List.of(
                        call(Operation.PUT, 1, null, 0, 1),
                        call(Operation.GET, 0, 1, 2, 3),
                        call(Operation.REMOVE, 0, true, 4, 5),
                        call(Operation.GET, 0, null, 6, 7)))
                .isExplained())
        .isTrue();
  }

  @Test
  void history_readOfOverlappingWrite_isExplainedEitherWay() {
    Call put = call(Operation.PUT, 1, null, 0, 9);

    assertThat(new History(List.of(put, call(Operation.GET, 0, 1, 1, 2))).isExplained()).isTrue();
    assertThat(new History(List.of(put, call(Operation.GET, 0, null, 1, 2))).isExplained())
        .isTrue();
  }

  @Test
  void history_staleRead_isNotExplained() {
    assertThat(
            new History(
                    List.of(call(Operation.PUT, 1, null, 0, 1), call(Operation.GET, 0, null, 2, 3)))
                .isExplained())
        .isFalse();
  }

  @Test
  void history_lostUpdate_isNotExplained() {
    assertThat(
            new History(
                    List.of(
                        call(Operation.INCREMENT, 0, 1, 0, 9),
                        call(Operation.INCREMENT, 0, 1, 0, 9)))
                .isExplained())
        .isFalse();
  }

  @Test
  void history_readsThatSeeAnOverlappingWriteComeAndGo_isNotExplained() {
    assertThat(
            new History(
                    List.of(
                        call(Operation.PUT, 1, null, 0, 9),
                        call(Operation.GET, 0, 1, 1, 2),
                        call(Operation.GET, 0, null, 3, 4)))
                .isExplained())
        .isFalse();
  }

  private static Call call(
      Operation operation, int value, @Nullable Object result, long start, long end) {
    return new Call(operation, value, 0, result, start, end);
  }
}
