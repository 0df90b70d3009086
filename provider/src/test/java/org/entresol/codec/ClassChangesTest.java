package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Two releases read what the other one wrote, or say that they cannot; never something else. */
@Tag("unit")
class ClassChangesTest {

  private static final List<ClassChange> CHANGES = TwoReleases.CHANGES;

  private static String read(ClassChange change, boolean newReads) {
    SharedSchemas schemas = new SharedSchemas();
    byte[] bytes = TwoReleases.written(change, !newReads, schemas);
    return TwoReleases.read(change, newReads, bytes, schemas);
  }

  @ParameterizedTest
  @FieldSource("CHANGES")
  void decode_bytesOfTheOldRelease_giveWhatWasWrittenOrNothing(ClassChange change) {
    assertThat(read(change, true)).isEqualTo(change.expected(true));
  }

  @ParameterizedTest
  @FieldSource("CHANGES")
  void decode_bytesOfTheNewRelease_giveWhatWasWrittenOrNothing(ClassChange change) {
    assertThat(read(change, false)).isEqualTo(change.expected(false));
  }

  @Test
  void changes_thatBothReleasesRead_areMost() {
    long both =
        CHANGES.stream()
            .filter(c -> !c.expected(true).equals("miss") && !c.expected(false).equals("miss"))
            .count();

    assertThat(both).isGreaterThanOrEqualTo(47);
    assertThat(CHANGES).hasSizeGreaterThanOrEqualTo(57);
  }

  @Test
  void decode_classThatMovedUnsaid_isRefused() {
    SharedSchemas schemas = new SharedSchemas();
    ClassChange moved =
        CHANGES.stream().filter(c -> c.name().startsWith("class renamed")).findAny().orElseThrow();
    byte[] bytes = TwoReleases.written(moved, false, schemas);

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> TwoReleases.codec(moved, true, Map.of(), schemas).decode(bytes, 0))
        .withMessageContaining(moved.home() + ".Old");
  }
}
