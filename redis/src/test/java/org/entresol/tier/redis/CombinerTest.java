package org.entresol.tier.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which items go together, and what each hears. */
@Tag("unit")
@Timeout(60)
class CombinerTest {

  private final Gate gate = Gate.closed();
  private final List<List<Integer>> sent = Collections.synchronizedList(new ArrayList<>());
  private final Combiner<Integer, String> combiner = new Combiner<>(this::command, Runnable::run);

  private CompletableFuture<List<String>> command(List<Integer> items) {
    sent.add(items);
    gate.pass();
    if (items.contains(-1)) {
      throw new IllegalStateException("refused");
    }
    return items.contains(-2)
        ? CompletableFuture.failedFuture(new IllegalStateException("failed"))
        : CompletableFuture.completedFuture(items.stream().map(item -> "of " + item).toList());
  }

  /** Has items sent while another is on its way out. */
  private List<CompletableFuture<String>> sendDuring(List<Integer> items) {
    Crew.Task<CompletableFuture<String>> first = Crew.start(() -> combiner.send(0));
    gate.awaitVisitor();
    List<CompletableFuture<String>> answers = items.stream().map(combiner::send).toList();
    assertThat(answers).noneMatch(CompletableFuture::isDone);
    gate.open();
    assertThat(first.result()).isCompletedWithValue("of 0");
    return answers;
  }

  @Test
  void send_aloneItem_goesAtOnce() {
    gate.open();

    assertThat(combiner.send(1)).isCompletedWithValue("of 1");
    assertThat(combiner.send(2)).isCompletedWithValue("of 2");
    assertThat(sent).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void send_whileAnotherIsSending_goesWithTheOthersAndHearsItsOwnAnswer() {
    List<CompletableFuture<String>> answers = sendDuring(List.of(1, 2, 3));

    assertThat(answers).extracting(CompletableFuture::join).containsExactly("of 1", "of 2", "of 3");
    assertThat(sent).containsExactly(List.of(0), List.of(1, 2, 3));
  }

  @Test
  void send_moreThanACommandTakes_goesInSeveral() {
    List<Integer> items = IntStream.rangeClosed(1, 150).boxed().toList();

    List<CompletableFuture<String>> answers = sendDuring(items);

    assertThat(answers).allMatch(CompletableFuture::isDone);
    assertThat(sent).extracting(List::size).containsExactly(1, 64, 64, 22);
  }

  @Test
  void send_muchForOthers_isGoneOnWithInTheBackground() {
    Queue<Runnable> background = new ConcurrentLinkedQueue<>();
    Combiner<Integer, String> patient = new Combiner<>(this::command, background::add);
    Crew.Task<CompletableFuture<String>> first = Crew.start(() -> patient.send(0));
    gate.awaitVisitor();
    List<CompletableFuture<String>> answers =
        IntStream.rangeClosed(1, 1_000).mapToObj(patient::send).toList();
    gate.open();

    assertThat(first.result()).isCompletedWithValue("of 0");
    assertThat(answers.stream().filter(CompletableFuture::isDone)).hasSize(7 * 64);
    while (!background.isEmpty()) {
      background.remove().run();
    }
    assertThat(answers).allMatch(CompletableFuture::isDone);
  }

  @Test
  void send_commandThatFailsOrThrows_tellsAllOfItAndNobodyElse() {
    assertThat(sendDuring(List.of(1, -1)))
        .allSatisfy(
            answer ->
                assertThatThrownBy(() -> answer.get(1, TimeUnit.SECONDS))
                    .hasRootCauseMessage("refused"));
    assertThatThrownBy(() -> combiner.send(-2).get(1, TimeUnit.SECONDS))
        .hasRootCauseMessage("failed");
    assertThat(combiner.send(4)).isCompletedWithValue("of 4");
  }

  @Test
  void send_byManyThreads_leavesNobodyWithoutAnswer() {
    gate.open();

    List<Boolean> all =
        Crew.race(
            4,
            thread ->
                () -> {
                  for (int i = 1; i <= 5_000; i++) {
                    int item = 10_000 * thread + i;
                    String answer = combiner.send(item).get(10, TimeUnit.SECONDS);
                    assertThat(answer).isEqualTo("of " + item);
                  }
                  return true;
                });

    assertThat(all).containsOnly(true);
    assertThat(sent.stream().mapToInt(List::size).sum()).isEqualTo(20_000);
  }
}
