package org.entresol.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether the judge of a soak run finds what is wrong, and nothing else. */
@Tag("unit")
final class JudgeTest {
  private static final String WRITES =
      "10 PUT C 7 1; 20 DONE C 7 1; 30 REMOVE C 7 2; 40 DONE C 7 2";
  private static final Trouble NONE = new Trouble(0, 0, "nothing", false, 0, 0);

  private static Remains.Life of(int node, String cache, String events) {
    return new Remains.Life(
        node,
        Stream.of(events.split("; "))
            .filter(line -> !line.isEmpty())
            .map(line -> Event.of(line.replace(" C ", " " + cache + " ")))
            .toList());
  }

  private static List<String> complaints(long bound, Trouble trouble, String reads) {
    return Judge.judge(
            new Remains(
                0,
                bound,
                List.of(of(0, SoakWorker.KEPT, WRITES), of(1, SoakWorker.KEPT, reads)),
                List.of(trouble),
                List.of(),
                Map.of(SoakWorker.KEPT, Collections.nCopies(8, 0L))))
        .complaints();
  }

  @Test
  void judge_readWithinTheBound_isFine() {
    assertThat(complaints(0, NONE, "40 SEEN C 7 1")).isEmpty();
    assertThat(complaints(100, NONE, "140 SEEN C 7 1")).isEmpty();
  }

  @Test
  void judge_readAfterTheBound_isToldWithItsKeyAndTheLastEvents() {
    assertThat(complaints(0, NONE, "41 SEEN C 7 1")).hasSize(1);
    assertThat(complaints(100, NONE, "141 SEEN C 7 1"))
        .singleElement()
        .asString()
        .contains("key 7 of kept: 1 was read", "101 ms", "process 0 DONE 2");
  }

  @Test
  void judge_readAfterATimeWithoutTheServer_isGivenThatTime() {
    Trouble cut = new Trouble(50, 80, "cut", true, Site.KEEPING, 1);
    Trouble other = new Trouble(50, 80, "cut", true, Site.FORGETTING, 1);

    assertThat(complaints(100, cut, "170 SEEN C 7 1")).isEmpty();
    assertThat(complaints(100, cut, "171 SEEN C 7 1")).hasSize(1);
    assertThat(complaints(100, other, "170 SEEN C 7 1")).hasSize(1);
  }

  @Test
  void judge_readAfterAStandstill_isGivenThatTimeOnce() {
    Trouble cut = new Trouble(50, 80, "cut", true, Site.KEEPING, 1);

    assertThat(complaints(100, cut, "90 STOOD - 0 30; 180 SEEN C 7 1")).isEmpty();
    assertThat(complaints(100, cut, "90 STOOD - 0 30; 181 SEEN C 7 1")).hasSize(1);
  }

  @Test
  void judge_readOfWhatNobodyPut_isTold() {
    assertThat(complaints(100, NONE, "50 SEEN C 7 3")).hasSize(1);
    assertThat(complaints(100, NONE, "50 PUT C 7 3; 55 SEEN C 7 3; 60 UNKNOWN C 7 3")).isEmpty();
    assertThat(complaints(100, NONE, "50 PUT C 7 3; 55 SEEN C 7 3; 60 REFUSED C 7 3")).hasSize(1);
  }

  @Test
  void judge_whatWasWrongAtSight_isTold() {
    assertThat(complaints(100, NONE, "20 WENT_BACK C 7 1; 21 NOT_OWN C 7 1")).hasSize(2);
  }

  @Test
  void judge_lastThatIsNotThere_isTold() {
    assertThat(complaints(100, NONE, "60 LAST C 7 0")).isEmpty();
    assertThat(complaints(100, NONE, "60 PUT C 7 3; 61 DONE C 7 3; 70 LAST C 7 3")).isEmpty();
    assertThat(complaints(100, NONE, "150 LAST C 7 1")).hasSize(1);
  }

  private static List<String> complaintsOfSource(String writes, long... numbers) {
    return Judge.judge(
            new Remains(
                0,
                0,
                List.of(of(0, SoakWorker.BEHIND, writes)),
                List.of(),
                Arrays.stream(numbers)
                    .mapToObj(number -> new Source.Applied(50, 7, number))
                    .toList(),
                Map.of()))
        .complaints();
  }

  @Test
  void judge_sourceWithTheLastInOrder_isFine() {
    assertThat(complaintsOfSource(WRITES, 1, 1, 0)).isEmpty();
    assertThat(complaintsOfSource(WRITES, 0)).isEmpty();
    assertThat(complaintsOfSource(WRITES + "; 50 PUT C 7 3; 51 UNKNOWN C 7 3", 0, 3)).isEmpty();
    assertThat(complaintsOfSource(WRITES + "; 50 PUT C 7 3", 0)).isEmpty();
    assertThat(
            complaintsOfSource(
                WRITES + "; 45 PUT C 7 3; 46 DONE C 7 3; 47 REMOVE C 7 4; 60 UNKNOWN C 7 4", 0, 0))
        .as("a removal of which nobody was told has come in place of the put before it")
        .isEmpty();
  }

  @Test
  void judge_sourceWithoutTheLast_isTold() {
    assertThat(complaintsOfSource(WRITES, 1)).hasSize(1);
    assertThat(complaintsOfSource(WRITES)).hasSize(1);
    assertThat(complaintsOfSource(WRITES + "; 50 PUT C 7 3; 51 DONE C 7 3", 1, 0)).hasSize(1);
    assertThat(
            complaintsOfSource(
                WRITES + "; 50 PUT C 7 3; 51 DONE C 7 3; 52 REMOVE C 7 4; 60 UNKNOWN C 7 4", 1, 0))
        .as("a removal that came before it is another one")
        .hasSize(1);
  }

  @Test
  void judge_sourceWithAnOlderAfterANewer_isTold() {
    assertThat(complaintsOfSource(WRITES, 1, 0, 1, 0)).isNotEmpty();
    assertThat(complaintsOfSource("1 PUT C 7 1; 2 DONE C 7 1", 1, 0)).isNotEmpty();
    assertThat(complaintsOfSource(WRITES + "; 50 PUT C 7 3; 51 REFUSED C 7 3", 0, 3)).isNotEmpty();
  }

  private static List<String> complaintsOfCount(long end, String events) {
    return Judge.judge(
            new Remains(
                0,
                0,
                List.of(of(0, SoakWorker.COUNTS, events)),
                List.of(),
                List.of(),
                Map.of(SoakWorker.COUNTS, List.of(end))))
        .complaints();
  }

  @Test
  void judge_counters_mustBeBetweenWhatIsCertainAndWhatMayBe() {
    String events =
        "1 COUNT C 0 0; 2 COUNTED C 0 1; 3 COUNT C 0 0; 4 UNKNOWN C 0 0; 5 COUNT C 0 0;"
            + " 6 REFUSED C 0 0; 7 COUNT C 0 0";

    assertThat(complaintsOfCount(0, events)).hasSize(1);
    assertThat(complaintsOfCount(1, events)).isEmpty();
    assertThat(complaintsOfCount(3, events)).isEmpty();
    assertThat(complaintsOfCount(4, events)).hasSize(1);
  }

  @Test
  void judge_twoIncrementsToOneNumber_areTold() {
    String events = "1 COUNT C 0 0; 2 COUNTED C 0 1; 3 COUNT C 0 0; 4 COUNTED C 0 1";

    assertThat(complaintsOfCount(2, events)).hasSize(1);
  }
}
