package org.entresol.engine.load;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.entresol.engine.load.Stampede.Figures;
import org.entresol.engine.load.Stampede.Strategy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an hour of a hot key comes to with each way of loading, and what the manual says of it. */
@Tag("unit")
class StampedeTest {
  private static final Path PAGE = Path.of("..", "src", "site", "markdown", "loading.md");
  private static final String MARK = "<!-- simulation -->";
  private static final long LOAD = 300_000_000;

  private static final Map<Strategy, Figures> FIGURES = new EnumMap<>(Strategy.class);

  @BeforeAll
  static void simulate() {
    for (Strategy strategy : Strategy.values()) {
      FIGURES.put(strategy, Stampede.of(strategy));
    }
  }

  private static Figures of(Strategy strategy) {
    return requireNonNull(FIGURES.get(strategy));
  }

  @Test
  void none_atEachExpiry_everyReaderLoadsAndWaits() {
    Figures none = of(Strategy.NONE);

    assertThat(none.perLife()).isBetween(2_900.0, 3_000.0);
    assertThat(none.waits()).isEqualTo(none.loads());
    assertThat(none.longest()).isEqualTo(LOAD);
  }

  @Test
  void lock_atEachExpiry_oneLoadsAndAllWait() {
    Figures lock = of(Strategy.LOCK);

    assertThat(lock.perLife()).isBetween(0.9, 1.0);
    assertThat(lock.waits()).isEqualTo(lock.loads() * 3_000);
    assertThat(lock.longest()).isEqualTo(LOAD);
  }

  @Test
  void xFetch_withBetaOne_loadsLittleMoreThanOnceAndNobodyWaits() {
    Figures ahead = of(Strategy.XFETCH);

    assertThat(ahead.perLife()).isBetween(1.0, 1.1);
    assertThat(ahead.waits()).isZero();
    assertThat(ahead.stale()).isZero();
  }

  @Test
  void staleWhileRevalidate_atEachExpiry_oneLoadsAndNobodyWaits() {
    Figures stale = of(Strategy.SWR);

    assertThat(stale.perLife()).isBetween(0.9, 1.0);
    assertThat(stale.waits()).isZero();
    assertThat(stale.stale()).isEqualTo(stale.loads() * 3_000);
  }

  @Test
  void table_ofTheManual_isTheOneOfTheSimulation() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    int mark = lines.indexOf(MARK);
    assertThat(mark).as(MARK).isNotNegative();

    assertThat(lines.subList(mark + 1, lines.size()).stream().takeWhile(line -> !line.isEmpty()))
        .containsExactlyElementsOf(
            List.of(
                "| strategy | loads in the hour | loads per time to live"
                    + " | reads that wait | longest wait | reads that get a stale value |",
                "|---|---|---|---|---|---|",
                of(Strategy.NONE).row(),
                of(Strategy.LOCK).row(),
                of(Strategy.XFETCH).row(),
                of(Strategy.SWR).row()));
  }
}
