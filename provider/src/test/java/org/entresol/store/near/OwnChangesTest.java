package org.entresol.store.near;

import static org.assertj.core.api.Assertions.assertThat;

import org.entresol.HeapBound;
import org.entresol.tier.Act;
import org.entresol.tier.Announcement;
import org.entresol.tier.Outcome;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is near after a change of this node, and after the news of it. */
@Tag("unit")
final class OwnChangesTest {

  private static final String KEY = "key";
  private static final byte[] BYTES = {1};
  private static final int P = 0;

  private final NodeView<String, String> view =
      NodeView.of(
          new HeardCoherence("c", 1),
          HeapBound.entries(10),
          null,
          Clock.system(),
          null,
          Runnable::run,
          refusal -> refusal);

  private Place<String, String> place() {
    return view.place(KEY, BYTES, P);
  }

  private static TieredEntry<String> entry(
      Place<String, String> place, String value, long sequence) {
    Sighting seen = place.sighting(new Version(sequence, 7), sequence);
    return new TieredEntry<>(value, null, 1, null, null, seen);
  }

  private void isNear(String value, long sequence) {
    Place<String, String> place = place();
    view.found(place, entry(place, value, sequence), sequence);
    assertThat(near()).isEqualTo(value);
  }

  private @Nullable String near() {
    TieredEntry<String> near = view.get(KEY);
    return (near == null) ? null : near.value();
  }

  private static Outcome write(long sequence) {
    return new Outcome(Verdict.MADE, Act.WRITE, true, true, new Version(sequence, 7), 0, null);
  }

  private static Announcement own(long sequence) {
    return new Announcement(Act.WRITE, true, P, sequence, BYTES, null, null);
  }

  @Test
  void made_stored_isNearInPlaceOfWhatWas() {
    isNear("old", 10);
    Place<String, String> place = place();
    view.made(place, write(11), entry(place, "new", 11));
    assertThat(near()).isEqualTo("new");
    assertThat(view.kept().outdated()).isEqualTo(1);
  }

  @Test
  void made_storedInAGenerationThatIsOver_isNotNearAndNeitherIsWhatWas() {
    Place<String, String> place = place();
    view.coherence().drop(P);
    isNear("old", 10);
    view.made(place, write(11), entry(place, "new", 11));
    assertThat(near()).isNull();
  }

  @Test
  void made_storedBeforeSomethingNewerThatIsNear_leavesThat() {
    isNear("newer", 12);
    Place<String, String> place = place();
    Place<String, String> before = new Place<>(KEY, BYTES, P, P, place.generation(), null);
    view.made(before, write(11), entry(before, "new", 11));
    assertThat(near()).isEqualTo("newer");
  }

  @Test
  void heardOwn_changeThatWasTakenOver_isHeardAndNothingElse() {
    isNear("old", 10);
    Place<String, String> place = place();
    view.made(place, write(11), entry(place, "new", 11));
    assertThat(view.heardOwn(own(11))).isTrue();
    assertThat(near()).isEqualTo("new");
    assertThat(view.coherence().heard()).containsExactly(11);
  }

  @Test
  void heardOwn_changeOfWhichTheAnswerIsLost_isNewsAsAnyOther() {
    isNear("old", 10);
    assertThat(view.heardOwn(own(11))).isFalse();
    view.heard(KEY, own(11));
    assertThat(near()).isNull();
  }

  @Test
  void heardOwn_changeOfAnotherNode_isNewsAsAnyOther() {
    isNear("old", 10);
    view.coherence().raise(P, Place.hash(BYTES), 11);
    Announcement others = new Announcement(Act.WRITE, false, P, 11, BYTES, null, null);
    assertThat(view.heardOwn(others)).isFalse();
  }
}
