package org.entresol.store.near;

import static org.assertj.core.api.Assertions.assertThat;

import org.entresol.tier.ChangeMarks;
import org.entresol.tier.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What may be served where a change moves a mark. */
@Tag("unit")
final class MarkedCoherenceTest {
  private static final int SPOT = 3;
  private static final int OTHER = 4;

  private final FakeMarks marks = new FakeMarks();
  private final MarkedCoherence coherence = new MarkedCoherence(marks);

  private TieredEntry<String> entry() {
    Sighting seen = new Sighting(new Version(1, 7), SPOT, 1, coherence.generation(SPOT), false);
    return new TieredEntry<>("value", null, 1, null, null, seen);
  }

  @Test
  void isCurrent_whileNothingChanges_asksForTheMarkOnce() {
    TieredEntry<String> entry = entry();
    int before = marks.asked;

    assertThat(coherence.isCurrent(entry)).isTrue();
    assertThat(coherence.isCurrent(entry)).isTrue();

    assertThat(marks.asked).isEqualTo(before + 1);
  }

  @Test
  void isCurrent_changeOfAnotherKey_isStillSo() {
    TieredEntry<String> entry = entry();
    assertThat(coherence.isCurrent(entry)).isTrue();

    marks.begin(OTHER);
    marks.end(OTHER);

    assertThat(coherence.isCurrent(entry)).isTrue();
  }

  @Test
  void isCurrent_changeUnderWayAndDone_isNotSo() {
    TieredEntry<String> entry = entry();
    assertThat(coherence.isCurrent(entry)).isTrue();

    marks.begin(SPOT);
    assertThat(coherence.isCurrent(entry)).isFalse();
    marks.end(SPOT);

    assertThat(coherence.isCurrent(entry)).isFalse();
  }

  @Test
  void isCurrent_changeRightAfterTheMarkWasRead_isNotSoNextTime() {
    TieredEntry<String> entry = entry();
    marks.afterNextRead = () -> marks.begin(SPOT);
    assertThat(coherence.isCurrent(entry)).isTrue();

    assertThat(coherence.isCurrent(entry)).isFalse();
  }

  @Test
  void isCurrent_allDropped_isNotSo() {
    TieredEntry<String> entry = entry();
    assertThat(coherence.isCurrent(entry)).isTrue();

    coherence.drop(0);

    assertThat(coherence.isCurrent(entry)).isFalse();
    assertThat(coherence.isCurrent(entry())).isTrue();
  }

  @Test
  void admits_changeUnderWay_isNotSo() {
    marks.begin(SPOT);
    TieredEntry<String> during = entry();
    assertThat(coherence.admits(during, 0)).isFalse();
    marks.end(SPOT);

    assertThat(coherence.admits(during, 0)).isFalse();
    assertThat(coherence.admits(entry(), 0)).isTrue();
  }

  /** Marks of one process. */
  private static final class FakeMarks implements ChangeMarks {
    private final long[] numbers = new long[8];
    private long changes;
    private int asked;
    private Runnable afterNextRead = () -> {};

    void begin(int spot) {
      numbers[spot]++;
      changes++;
    }

    void end(int spot) {
      numbers[spot]++;
    }

    @Override
    public int spot(byte[] key) {
      return key[0];
    }

    @Override
    public long mark(int spot) {
      long mark = numbers[spot];
      asked++;
      Runnable then = afterNextRead;
      afterNextRead = () -> {};
      then.run();
      return mark;
    }

    @Override
    public long changes() {
      return changes;
    }
  }
}
