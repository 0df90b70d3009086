package org.entresol.store.heap;

import static org.assertj.core.api.Assertions.assertThat;

import org.entresol.HeapBound;
import org.entresol.store.Entry;
import org.entresol.store.Evictions;
import org.entresol.store.Tags;
import org.entresol.tier.Recall;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is stored while its tags are recalled. */
@Tag("unit")
class TaggedMapTest {

  private static final long[] TAGS = {7};

  private final FakeClock clock = new FakeClock();
  private final HeapMap<String, String> entries =
      TaggedMap.of(HeapBound.entries(10), null, clock, new Evictions<>());

  @ParameterizedTest
  @EnumSource(Recall.class)
  void recall_afterAStepHasLookedForOne_countsForWhatItStores(Recall how) {
    Entry<String> loaded = Entry.of("old", null, 0, null, new Tags(TAGS), Entry.ETERNAL);

    Entry<String> unused =
        entries.compute(
            "a",
            (key, current) -> {
              entries.recall(TAGS, how);
              return loaded;
            });

    Entry<String> found = entries.read("a");
    assertThat(found == null || found.isExpiredAt(clock.nanos())).isTrue();
  }
}
