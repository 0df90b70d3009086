package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That every codec is timed with every shape, and gives the value back that it was given. */
@Tag("unit")
class ValueCodecsTest {

  @Test
  void table_always_hasALineForEachShapeAndCodec() throws IOException {
    List<String> lines = ValueCodecs.table(2, 1, 1000).lines().toList();

    assertThat(lines).hasSize(2 + 4 * ValueShape.values().length);
    assertThat(lines.get(2))
        .matches("\\| text \\| entresol \\| \\d+ \\| ([0-9.]+ ±[0-9.]+ \\| ?){4}");
    assertThat(lines.get(3)).contains("| Kryo5 |").contains("| 1.00 ±0.00 |");
  }

  @ParameterizedTest
  @EnumSource
  void decode_whatWasEncoded_isAsItWas(ValueShape shape) throws IOException {
    for (ValueForm form : ValueForm.all()) {
      assertThat(form.decode(form.encode(shape.value(7))))
          .as(form.label())
          .usingRecursiveComparison()
          .isEqualTo(shape.value(7));
    }
  }
}
