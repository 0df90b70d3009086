package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the judge of a run finds what is wrong, and nothing else. */
@Tag("unit")
final class VerdictTest {
  private static final int KEY = 7;
  private static final Verdict.Outage NONE = new Verdict.Outage(0, 0);

  private static NavigableMap<Integer, Long> moments(Object... numbersAndTimes) {
    NavigableMap<Integer, Long> moments = new TreeMap<>();
    for (int i = 0; i < numbersAndTimes.length; i += 2) {
      moments.put((Integer) numbersAndTimes[i], ((Integer) numbersAndTimes[i + 1]).longValue());
    }
    return moments;
  }

  private static Diary writer(Object... numbersAndTimes) {
    return new Diary(Map.of(KEY, moments(numbersAndTimes)), Map.of(), 3, 1, 0, List.of());
  }

  private static Diary reader(long hiccup, Object... numbersAndTimes) {
    return new Diary(Map.of(), Map.of(KEY, moments(numbersAndTimes)), 0, 0, hiccup, List.of());
  }

  private static Verdict verdict(Verdict.Outage outage, Diary reader) {
    return Verdict.of(List.of(writer(1, 1_000, 2, 2_000, 4, 4_000), reader), outage, 100, 500, 3);
  }

  @Test
  void of_readBeforeTheNextWriteReturned_isNoStaleness() {
    Verdict verdict = verdict(NONE, reader(0, 1, 2_000, 2, 4_000, 4, 9_000));

    assertThat(verdict.complaints()).isEmpty();
    assertThat(verdict.staleness()).isZero();
  }

  @Test
  void of_readWithinTheBound_isReported() {
    Verdict verdict = verdict(NONE, reader(0, 1, 2_100));

    assertThat(verdict.complaints()).isEmpty();
    assertThat(verdict.staleness()).isEqualTo(100);
  }

  @Test
  void of_readAfterTheBound_isComplainedOf() {
    assertThat(verdict(NONE, reader(0, 1, 2_101)).complaints()).hasSize(1);
    assertThat(verdict(NONE, reader(1, 1, 2_101)).complaints()).isEmpty();
  }

  @Test
  void of_readOfANumberOfUnknownOutcome_isMeasuredByTheNext() {
    assertThat(verdict(NONE, reader(0, 3, 4_050)).staleness()).isEqualTo(50);
    assertThat(verdict(NONE, reader(0, 3, 4_101)).complaints()).hasSize(1);
  }

  @Test
  void of_readAroundAnOutage_hasTheOtherBound() {
    Verdict.Outage outage = new Verdict.Outage(2_050, 2_060);

    assertThat(verdict(outage, reader(0, 1, 2_500)).complaints()).isEmpty();
    assertThat(verdict(outage, reader(0, 1, 2_500)).stalenessInOutage()).isEqualTo(500);
    assertThat(verdict(outage, reader(0, 1, 2_501)).complaints()).hasSize(1);
    assertThat(verdict(outage, reader(0, 2, 4_101)).complaints()).hasSize(1);
  }

  @Test
  void of_counters_mustBeBetweenWhatIsCertainAndWhatMayBe() {
    List<Diary> diaries = List.of(writer(1, 1));

    assertThat(Verdict.of(diaries, NONE, 1, 1, 2).complaints()).hasSize(1);
    assertThat(Verdict.of(diaries, NONE, 1, 1, 3).complaints()).isEmpty();
    assertThat(Verdict.of(diaries, NONE, 1, 1, 4).complaints()).isEmpty();
    assertThat(Verdict.of(diaries, NONE, 1, 1, 5).complaints()).hasSize(1);
  }

  @Test
  void load_whatWasSaved_isTheSame(@TempDir Path folder) {
    Diary diary =
        new Diary(
            Map.of(KEY, moments(1, 5, 2, 6)),
            Map.of(3, moments(1, 9)),
            10,
            11,
            12,
            List.of("some words", "more words than four of them"));

    diary.save(folder.resolve("diary"));

    assertThat(Diary.load(folder.resolve("diary"))).isEqualTo(diary);
  }
}
