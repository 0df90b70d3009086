package org.entresol.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.entresol.durability.Script.Operation;
import org.entresol.durability.Verdict.Run;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The judge of the other tests sees what he is there for. */
@Tag("unit")
class VerdictTest {
  private static final String KEY = "k";

  private static final Script SCRIPT =
      Script.of(
          List.of(
              new Operation(KEY, 1, false),
              new Operation(KEY, 2, true),
              new Operation(KEY, 3, false),
              new Operation(KEY, 4, false),
              new Operation(KEY, 5, true)));

  /** What is said when the last of some writes is what is there. */
  private static List<String> complaints(int acknowledged, boolean killed, String... values) {
    List<Change> applied = Stream.of(values).map(value -> new Change(KEY, meant(value))).toList();
    List<Change> items = new ArrayList<>(applied.subList(applied.size() - 1, applied.size()));
    items.removeIf(change -> change.value() == null);
    return Verdict.complaints(List.of(new Run(SCRIPT, acknowledged, killed)), items, applied);
  }

  private static @Nullable String meant(String value) {
    return value.equals("none") ? null : value;
  }

  @Test
  void complaints_eachWriteInOrder_none() {
    assertThat(complaints(5, false, "v1", "none", "v3", "v4", "none")).isEmpty();
  }

  @Test
  void complaints_someLeftOutAndSomeTwice_none() {
    assertThat(complaints(4, false, "v1", "v1", "none", "none", "v4", "v4")).isEmpty();
  }

  @Test
  void complaints_oneUnderWay_noneEitherWay() {
    assertThat(complaints(3, true, "v1", "v3")).isEmpty();
    assertThat(complaints(3, true, "v1", "v3", "v4")).isEmpty();
  }

  @Test
  void complaints_lastIsLost_one() {
    assertThat(complaints(4, false, "v1", "v3")).hasSize(1);
    assertThat(complaints(5, false, "v1", "v4")).hasSize(1);
  }

  @Test
  void complaints_neverAskedFor_some() {
    assertThat(complaints(3, false, "v1", "v3", "v4")).isNotEmpty();
    assertThat(complaints(0, false, "v1")).isNotEmpty();
  }

  @Test
  void complaints_olderAfterNewer_one() {
    assertThat(complaints(4, false, "v3", "v1", "v4")).hasSize(1);
    assertThat(complaints(4, false, "v3", "none", "v4")).hasSize(1);
  }
}
