package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entresol.benchmarks.Curves.Curve;
import org.entresol.benchmarks.Curves.Point;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CurvesTest {

  @Test
  void svg_powersOfTen_lieAtEqualDistances() {
    Curve curve =
        new Curve("one", List.of(new Point(1, 10), new Point(10, 100), new Point(100, 1_000)));

    assertThat(new Curves("title", "across", "up", List.of(curve)).svg())
        .contains("points=\"70.0,320.0 285.0,185.0 500.0,50.0\"", ">one</text>", ">1,000</text>");
  }
}
