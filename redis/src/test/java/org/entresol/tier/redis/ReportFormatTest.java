package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bytes in which nodes say what they have. */
@Tag("unit")
class ReportFormatTest {

  private static final long NUMBER = 42;

  private static CacheState state(String cache, List<String> keys) {
    return new CacheState(
        new CacheName("shop", cache, OptionalInt.of(2)), 10, -1, 3, 1, keys, List.of("s:hot", "ü"));
  }

  private static NodeReport report(int caches) {
    return new NodeReport(
        "4711@shop-7",
        IntStream.range(0, caches).mapToObj(i -> state("c{:" + i, List.of("i:1"))).toList());
  }

  @Test
  void report_ofAnAnswer_isWhatWasWritten() {
    byte[] answer = ReportFormat.answer(NUMBER, report(3));

    assertThat(ReportFormat.report(answer, NUMBER, "shop")).isEqualTo(report(3));
    assertThat(ReportFormat.report(ReportFormat.answer(NUMBER, report(0)), NUMBER, "shop"))
        .isEqualTo(report(0));
  }

  @Test
  void report_ofAnotherQuestionOrNamespace_isNone() {
    byte[] answer = ReportFormat.answer(NUMBER, report(1));

    assertThat(ReportFormat.report(answer, NUMBER + 1, "shop")).isNull();
    assertThat(ReportFormat.report(answer, NUMBER, "other")).isNull();
  }

  @Test
  void report_cutOffOrLonger_isNone() {
    byte[] answer = ReportFormat.answer(NUMBER, report(2));

    for (int length = 0; length < answer.length; length++) {
      assertThat(ReportFormat.report(Arrays.copyOf(answer, length), NUMBER, "shop")).isNull();
    }
    assertThat(ReportFormat.report(Arrays.copyOf(answer, answer.length + 1), NUMBER, "shop"))
        .isNull();
  }

  @Test
  void report_ofMoreThanANodeSays_isNone() {
    byte[] many = ReportFormat.answer(NUMBER, report(ReportFormat.MOST_CACHES + 1));
    List<String> keys =
        IntStream.rangeClosed(0, ReportFormat.MOST_KEYS).mapToObj(i -> "k").toList();
    byte[] wordy = ReportFormat.answer(NUMBER, new NodeReport("n", List.of(state("c", keys))));

    assertThat(ReportFormat.report(many, NUMBER, "shop")).isNull();
    assertThat(ReportFormat.report(wordy, NUMBER, "shop")).isNull();
  }

  @Test
  void report_ofDamagedBytes_isNoneOrAReport() {
    Random random = new Random(7);
    byte[] answer = ReportFormat.answer(NUMBER, report(2));
    for (int i = 0; i < 100_000; i++) {
      byte[] damaged = answer.clone();
      for (int hits = random.nextInt(4); hits >= 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      NodeReport read = ReportFormat.report(damaged, NUMBER, "shop");
      assertThat(read == null || read.caches().size() <= ReportFormat.MOST_CACHES).isTrue();
    }
  }

  @Test
  void question_isTakenForNothingElse() {
    byte[] asker = {1, 2, 3, 4, 5, 6, 7, (byte) 0xff};
    byte[] question = ReportFormat.question(asker, NUMBER);

    assertThat(ReportFormat.isQuestion(question)).isTrue();
    assertThat(ReportFormat.asker(question)).isEqualTo(asker);
    assertThat(ReportFormat.number(question)).isEqualTo(NUMBER);
    assertThat(ReportFormat.channel("shop:announce", asker))
        .isEqualTo("shop:announce:01020304050607ff");
    assertThat(ReportFormat.isQuestion(Arrays.copyOf(question, question.length + 1))).isFalse();
  }

  @Test
  void text_ofALongKey_isCutShort() {
    assertThat(ReportFormat.text("s:k".getBytes(UTF_8))).isEqualTo("s:k");
    assertThat(ReportFormat.text(new byte[10_000])).hasSize(200).endsWith("…");
  }
}
