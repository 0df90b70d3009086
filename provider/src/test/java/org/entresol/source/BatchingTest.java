package org.entresol.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import org.entresol.FencedWriter;
import org.entresol.WriteFence;
import org.entresol.WriteMode;
import org.entresol.WriteSettings;
import org.entresol.fixtures.LogLines;
import org.entresol.jcache.MapWriter;
import org.entresol.queue.Result;
import org.entresol.recording.Spans;
import org.entresol.stats.Statistics;
import org.entresol.tier.QueueResult.Fate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of batches that fail or whose right has passed on, and what is told of them. */
@Tag("unit")
@Timeout(20)
class BatchingTest {
  @RegisterExtension private final LogLines log = new LogLines(Batching.class.getName());

  private final ClaimedWrites queue = new ClaimedWrites();

  private void carryOut(CacheWriter<String, String> writer) {
    WriteSettings settings = WriteSettings.DEFAULT.mode(WriteMode.BEHIND);
    new Batching<>("c", queue, new Writer<>(writer), settings, new Statistics("c", new Spans()))
        .carryOut(List.of(ClaimedWrites.claim("key")));
  }

  /** A writer whose source takes all that comes under a fence. */
  private static final class Fenced implements FencedWriter<String, String> {
    private final CacheWriter<String, String> writer = new MapWriter<>();

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      writer.write(entry);
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      writer.writeAll(entries);
    }

    @Override
    public void delete(Object key) {
      writer.delete(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      writer.deleteAll(keys);
    }

    @Override
    public void writeAll(
        Collection<Cache.Entry<? extends String, ? extends String>> entries, WriteFence fence) {
      writeAll(entries);
    }

    @Override
    public void deleteAll(Collection<?> keys, WriteFence fence) {
      deleteAll(keys);
    }
  }

  private static RuntimeException circle() {
    IllegalStateException one = new IllegalStateException("one");
    one.initCause(new IOException("two", one));
    return one;
  }

  @Test
  void carryOut_failureThatIsItsOwnCause_isTriedAgainAndTold() {
    carryOut(
        new MapWriter<>(
            key -> {
              throw circle();
            }));

    assertThat(queue.results()).extracting(Result::fate).containsExactly(Fate.RETRY);
    assertThat(log.warnings()).isEqualTo(1);
    assertThat(log.traces()).isEqualTo(1);
  }

  @Test
  void carryOut_rightThatHasPassedOn_isAWarning() {
    queue.lose();

    carryOut(new MapWriter<>());

    assertThat(log.warnings()).isEqualTo(1);
  }

  @Test
  void carryOut_rightThatHasPassedOnUnderAFence_isNone() {
    queue.lose();

    carryOut(new Fenced());

    assertThat(log.warnings()).isZero();
  }
}
