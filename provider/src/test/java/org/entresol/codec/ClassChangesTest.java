package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.codec.wire.KryoCodec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Two releases read what the other one wrote, or say that they cannot; never something else. */
@Tag("unit")
class ClassChangesTest {

  private static final List<ClassChange> CHANGES = ClassChange.all();
  private static final Compiled OLD = compiled("-");
  private static final Compiled NEW = compiled("+");

  private static Compiled compiled(String release) {
    Map<String, String> sources = new HashMap<>();
    CHANGES.forEach(change -> sources.putAll(change.sources(release)));
    return Compiled.of(sources);
  }

  private static Object made(ClassLoader release, ClassChange change) {
    try {
      return release.loadClass(change.maker()).getMethod("make").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(change.name(), e);
    }
  }

  private static ValueCodec codec(
      ClassLoader release, ClassChange change, Map<String, String> renamed, SchemaStore schemas) {
    AllowedClasses allowed =
        AllowedClasses.of(List.of(), List.of(change.home() + ".*")).renaming(renamed);
    return new KryoCodec(release, allowed, Set.of(), schemas);
  }

  private static String read(ClassChange change, boolean newReads) {
    SharedSchemas schemas = new SharedSchemas();
    ClassLoader writer = newReads ? OLD : NEW;
    ClassLoader reader = newReads ? NEW : OLD;
    byte[] bytes =
        codec(writer, change, Map.of(), schemas).encode(List.of(made(writer, change), "end"));
    try {
      List<?> read =
          (List<?>) codec(reader, change, change.renamed(newReads), schemas).decode(bytes, 0);
      assertThat(read.get(1)).isEqualTo("end");
      assertThat(read.get(0).getClass().getClassLoader()).isSameAs(reader);
      return Shown.of(read.get(0));
    } catch (CodecException e) {
      return "miss";
    }
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
    byte[] bytes = codec(OLD, moved, Map.of(), schemas).encode(made(OLD, moved));

    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec(NEW, moved, Map.of(), schemas).decode(bytes, 0))
        .withMessageContaining(moved.home() + ".Old");
  }
}
