package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.entresol.tier.NearCopy;
import org.entresol.tier.TierListener;
import org.entresol.tier.Version;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class QuestionsTest {

  private static final byte[] KEY = "s:a".getBytes(UTF_8);

  private final FakeClock clock = new FakeClock();
  private final KeySpace keys = new KeySpace("n", "c", OptionalInt.empty(), 4);
  private final byte[] name = keys.entry(keys.partitionOf(KEY), KEY);
  private final List<byte[]> sent = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final List<Subscriber> tiers = List.of(new Open());
  private final Questions questions = new Questions(new byte[8], sent::add, clock);

  /** A tier with a copy of every key. */
  private final class Open extends Silent implements Subscriber {
    @Override
    public void forgetHistory() {}

    @Override
    public KeySpace keys() {
      return keys;
    }

    @Override
    public CacheRecord record() {
      throw new UnsupportedOperationException();
    }

    @Override
    public TierListener listener() {
      return this;
    }

    @Override
    public NearCopy copyOf(byte[] key) {
      return new NearCopy(new Version(1, 2), 3);
    }

    @Override
    public void answered(long question, byte[] key, NearCopy copy) {
      heard.add(question + new String(key, UTF_8) + copy.validAt());
    }
  }

  @Test
  void question_ofACopy_isAnsweredWithItsKey() {
    questions.ask(5, name);

    assertThat(questions.received(sent.remove(0), tiers)).isTrue();
    assertThat(questions.received(sent.remove(0), tiers)).isTrue();

    assertThat(heard).containsExactly("5s:a3");
  }

  @Test
  void questions_moreThanAThousandASecond_areNotAnswered() {
    questions.ask(5, name);
    byte[] question = sent.remove(0);
    for (int i = 0; i < 5000; i++) {
      questions.received(question, tiers);
    }

    assertThat(sent).hasSize(1000);

    clock.advance(Duration.ofSeconds(1));
    questions.received(question, tiers);
    assertThat(sent).hasSize(1001);
  }
}
