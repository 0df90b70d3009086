package org.entresol.jcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolTiersMXBean;
import org.entresol.ReadToken;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.tier.memory.Inbox;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was written on one node and is read on another by whoever has a token of the write. */
@Tag("unit")
class ReadYourWritesTest {

  private final FakeClock clock = new FakeClock();
  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  private EntresolCache<String, String> writer;
  private EntresolCache<String, String> reader;
  private Inbox inbox;

  @BeforeEach
  void twoNodesOfWhichOneHearsNothing() {
    writer = open("writer", Stack.HEAP_REDIS);
    reader = open("reader", Stack.HEAP_REDIS);
    writer.put("a", "old");
    assertThat(reader.get("a")).isEqualTo("old");
    inbox = lab.node("reader").tiers().get(0).inbox();
    inbox.hold();
  }

  private EntresolCache<String, String> open(String node, Stack stack) {
    return (EntresolCache<String, String>)
        lab.manager(node)
            .createCache(
                "c",
                EntresolConfiguration.builder(String.class, String.class)
                    .stack(stack)
                    .statistics(true)
                    .build());
  }

  private EntresolCache<String, String> openLoading(String node, Function<String, String> source) {
    return (EntresolCache<String, String>)
        lab.manager(node)
            .createCache(
                "loading",
                EntresolConfiguration.builder(String.class, String.class)
                    .stack(Stack.HEAP_REDIS)
                    .loader(() -> new FunctionLoader<>(source))
                    .readThrough(true)
                    .build());
  }

  private long nearHits() {
    return reader.unwrap(EntresolTiersMXBean.class).getNearHits();
  }

  @Test
  void after_tokenOfAWriteThatWasNotHeard_readsIt() {
    writer.put("a", "new");
    assertThat(reader.get("a")).isEqualTo("old");

    reader.after(writer.token());

    assertThat(reader.get("a")).isEqualTo("new");
  }

  @Test
  void after_sameTokenAgain_keepsWhatWasReadSince() {
    writer.put("a", "new");
    String token = writer.token();
    reader.after(token);
    assertThat(reader.get("a")).isEqualTo("new");
    long before = nearHits();

    reader.after(token);

    assertThat(reader.get("a")).isEqualTo("new");
    assertThat(nearHits()).isEqualTo(before + 1);
  }

  @Test
  void after_laterWrite_isReadToo() {
    writer.put("a", "new");
    reader.after(writer.token());
    assertThat(reader.get("a")).isEqualTo("new");
    writer.put("a", "newer");

    reader.after(writer.token());

    assertThat(reader.get("a")).isEqualTo("newer");
  }

  @Test
  void after_newsThatComeLater_nothingCountsAsLost() {
    writer.put("a", "new");
    reader.after(writer.token());
    assertThat(reader.get("a")).isEqualTo("new");
    writer.put("a", "newer");

    inbox.release();

    assertThat(reader.get("a")).isEqualTo("newer");
    assertThat(reader.unwrap(EntresolTiersMXBean.class).getAnnouncementsLost()).isZero();
  }

  @Test
  void after_tokenOfWhatNeverWas_dropsNothing() {
    long[] madeUp = new long[256];
    Arrays.fill(madeUp, 1L << 40);
    int partitions = lab.node("reader").tiers().get(0).sequences().length;
    long before = nearHits();

    reader.after(ReadToken.of(Arrays.copyOf(madeUp, partitions)));

    assertThat(reader.get("a")).isEqualTo("old");
    assertThat(nearHits()).isEqualTo(before + 1);
  }

  @Test
  void after_authorityThatForgot_readsWhatIsWrittenThen() {
    writer.put("a", "new");
    reader.after(writer.token());
    lab.authority().lose();
    inbox.release();
    clock.advance(Duration.ofSeconds(5));
    inbox.hold();
    writer.put("a", "first");
    reader.after(writer.token());
    assertThat(reader.get("a")).isEqualTo("first");
    writer.put("a", "second");

    reader.after(writer.token());

    assertThat(reader.get("a")).isEqualTo("second");
  }

  @Test
  void after_loadThatHasReadWhatWasBefore_readsTheSourceAnew() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch may = new CountDownLatch(1);
    AtomicReference<String> source = new AtomicReference<>("old");
    EntresolCache<String, String> loading =
        openLoading(
            "reader",
            key -> {
              String read = requireNonNull(source.get());
              begun.countDown();
              if (read.equals("old")) {
                Crew.await(may);
              }
              return read;
            });
    EntresolCache<String, String> changing =
        openLoading("writer", key -> requireNonNull(source.get()));
    Thread early = new Thread(() -> loading.get("b"));
    early.start();
    Crew.await(begun);
    lab.node("reader").tiers().get(1).inbox().hold();
    source.set("new");
    changing.put("b", "new");
    changing.remove("b");

    loading.after(changing.token());

    assertThat(loading.get("b")).isEqualTo("new");
    may.countDown();
    early.join();
  }

  @ParameterizedTest
  @EnumSource(names = {"HEAP", "REDIS", "HEAP_REDIS"})
  void after_noToken_isRefused(Stack stack) {
    EntresolCache<String, String> cache = open("refusing", stack);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> cache.after("no token"))
        .withMessageContaining("allowed: ");
  }

  @Test
  void token_whereNothingIsNear_isOneForOthers() {
    EntresolCache<String, String> far = open("far", Stack.REDIS);
    far.put("a", "far");

    reader.after(far.token());

    assertThat(reader.get("a")).isEqualTo("far");
    far.after(reader.token());
    assertThat(far.get("a")).isEqualTo("far");
  }

  @Test
  void token_onTheHeap_isEmpty() {
    EntresolCache<String, String> alone = open("alone", Stack.HEAP);
    alone.put("a", "1");

    assertThat(alone.token()).isEmpty();
    alone.after("");
    assertThat(alone.get("a")).isEqualTo("1");
  }
}
