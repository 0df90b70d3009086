package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ByteTier} has to find by going through its keys. */
abstract class ScanContract extends TaggedContract {

  private static Set<String> texts(Iterator<List<byte[]>> batches) {
    Set<String> texts = new TreeSet<>();
    batches.forEachRemaining(
        batch -> {
          assertThat(batch).isNotEmpty();
          batch.forEach(key -> texts.add(new String(key, UTF_8)));
        });
    return texts;
  }

  @Test
  void scan_manyEntries_findsEach() {
    List<byte[]> keys =
        IntStream.range(0, 1_200).mapToObj(i -> ("i:" + i).getBytes(UTF_8)).toList();
    for (int from = 0; from < 1_200; from += 400) {
      tier()
          .attemptAll(
              keys.subList(from, from + 400).stream().map(key -> write(key, NONE)).toList());
    }
    assertThat(texts(tier().scan()))
        .containsExactlyInAnyOrderElementsOf(
            keys.stream().map(key -> new String(key, UTF_8)).toList());
  }

  @Test
  void scan_glob_findsWhatItFits() {
    Plan[] plans =
        List.of("s:user:1:a", "s:user:1:b", "s:user:2:a", "i:1", "s:[a]?*\\", "s:a").stream()
            .map(key -> write(key.getBytes(UTF_8), NONE))
            .toArray(Plan[]::new);
    tier().attemptAll(List.of(plans));
    assertThat(texts(other().scan(Glob.of("*:user:1:*"))))
        .containsExactly("s:user:1:a", "s:user:1:b");
    assertThat(texts(other().scan(Glob.of("*:a"))))
        .containsExactly("s:a", "s:user:1:a", "s:user:2:a");
    assertThat(texts(other().scan(Glob.of("s:[a]?*\\")))).containsExactly("s:[a]?*\\");
    assertThat(texts(other().scan(Glob.of("s:none*")))).isEmpty();
    assertThat(texts(other().scan(Glob.ALL))).hasSize(6);
  }

  @Test
  void scan_globOfMany_findsEachThatItFits() {
    tier()
        .attemptAll(
            IntStream.range(0, 1_200)
                .mapToObj(i -> write(("i:" + i).getBytes(UTF_8), NONE))
                .toList());
    assertThat(texts(tier().scan(Glob.of("i:11*")))).hasSize(111);
  }

  @Test
  void ticketed_glob_findsLoadsOfAllNodesThatItFits() {
    tier().leaveTickets(List.of(A), List.of(7L), LONG);
    tier().leaveTickets(List.of(A), List.of(8L), LONG);
    other().leaveTickets(List.of(B), List.of(9L), LONG);
    tier().attempt(write("s:b2".getBytes(UTF_8), NONE));
    assertThat(texts(tier().ticketed(Glob.ALL))).containsExactly("s:a", "s:b");
    assertThat(texts(tier().ticketed(Glob.of("*:b*")))).containsExactly("s:b");
    other().takeTickets(List.of(B), List.of(9L));
    assertThat(texts(tier().ticketed(Glob.of("*:b*")))).isEmpty();
  }

  @Test
  void drop_ofAKeyThatIsLoadedElsewhere_refusesTheLoad() {
    other().leaveTickets(List.of(A), List.of(7L), LONG);
    for (byte[] key : tier().ticketed(Glob.of("*:a")).next()) {
      tier().attempt(new Plan(key, Act.DROP, Act.DROP));
    }
    assertThat(other().attempt(plan(A, Act.LOAD, Act.LEAVE, NONE).withTicket(7)).verdict())
        .isEqualTo(Verdict.REVOKED);
    assertThat(entry(A)).isNull();
  }
}
