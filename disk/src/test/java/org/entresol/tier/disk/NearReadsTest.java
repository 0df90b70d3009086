package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.entresol.store.Entry;
import org.entresol.store.EntryStore;
import org.entresol.store.Step;
import org.entresol.store.tiered.TieredStores;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is near of a file, beside others that change it. */
@Tag("unit")
class NearReadsTest {

  private static final String CACHE = "c";

  @TempDir private Path folder = Path.of("");
  private TestNodes nodes;
  private EntryStore<Object, String> store;
  private EntryStore<Object, String> other;

  @BeforeEach
  void join() {
    nodes = new TestNodes(folder);
    store = TieredStores.open(nodes.node("one"), CACHE, true, Clock.system());
    other = TieredStores.open(nodes.node("two"), CACHE, true, Clock.system());
  }

  @AfterEach
  void leave() {
    store.close();
    other.close();
    nodes.close();
  }

  private CacheFiles place() {
    return new CacheFiles(nodes.filesOf("one"), CacheFiles.id("test:" + CACHE), 16);
  }

  /** Has the right to write meanwhile, without which no node mends a mark. */
  private void inAStep(int spot, Runnable work) {
    Shard shard = nodes.filesOf("one").shards().get(Marks.shardOf(spot));
    int unused =
        shard.write(
            "stay",
            session -> {
              work.run();
              return 0;
            });
  }

  private static byte[] bytes(String key) {
    return ("s:" + key).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void read_afterAPut_isTheVeryEntryAgain() {
    store.put("a", Step.entry("1"));

    Entry<String> near = store.read("a");

    assertThat(near).isNotNull().isSameAs(store.read("a"));
  }

  @Test
  void read_afterAChangeElsewhere_isNewAtOnceAndNearAgain() {
    store.put("a", Step.entry("1"));
    for (int i = 0; i < 1000; i++) {
      String value = String.valueOf(i);
      other.put("a", Step.entry(value));
      assertThat(Step.valueOf(store.read("a"))).isEqualTo(value);
    }
    assertThat(store.read("a")).isSameAs(store.read("a"));
  }

  @Test
  void read_changeOfAnotherKey_leavesTheNearEntry() {
    store.put("a", Step.entry("1"));
    Entry<String> near = store.read("a");

    other.put("another key", Step.entry("2"));

    assertThat(store.read("a")).isSameAs(near);
  }

  @Test
  void read_whileAChangeIsUnderWay_asksTheFileAndAdmitsNothing() {
    store.put("a", Step.entry("1"));
    Marks marks = nodes.filesOf("one").marks();
    int spot = place().spot(bytes("a"));
    inAStep(
        spot,
        () -> {
          long begun = marks.begin(spot);

          Entry<String> first = store.read("a");

          assertThat(Step.valueOf(first)).isEqualTo("1");
          assertThat(store.read("a")).isNotSameAs(first);
          marks.end(spot, begun);
        });
    assertThat(Step.valueOf(store.read("a"))).isEqualTo("1");
    assertThat(store.read("a")).isSameAs(store.read("a"));
  }

  /** In files that no node has open, which would mend it, too. */
  @Test
  void mend_markOfAKilledWriter_isStepped(@TempDir Path alone) {
    try (DiskFiles files = TestNodes.files(TestNodes.directory(alone))) {
      int spot = place().spot(bytes("a"));
      long begun = files.marks().begin(spot);
      Mending mending = new Mending(files);

      mending.mend();
      assertThat(files.marks().get(spot)).isEqualTo(begun);
      mending.mend();

      assertThat(files.marks().get(spot)).isEqualTo(begun + 1);
    }
  }

  @Test
  void node_markOfAKilledWriter_isSteppedByItself() {
    Marks marks = nodes.filesOf("one").marks();
    int spot = place().spot(bytes("a"));

    long begun = marks.begin(spot);

    await().until(() -> marks.get(spot) == begun + 1);
  }

  /** What is read until the change is true must not be near when it is. */
  @Test
  void change_overTheMarkOfAKilledWriter_isSeenWhenItIsTrue() {
    store.put("a", Step.entry("1"));
    Marks marks = nodes.filesOf("two").marks();
    int spot = place().spot(bytes("a"));
    inAStep(
        spot,
        () -> {
          long unused = marks.begin(spot);

          Changing change = new Changing(marks);
          change.add(spot);
          change.before();
          Entry<String> before = store.read("a");
          assertThat(store.read("a")).isNotSameAs(before);
          change.after();

          assertThat(store.read("a")).isNotSameAs(before).isSameAs(store.read("a"));
        });
  }

  /** The values of a key only grow, so that whoever reads an older one has read a stale one. */
  @Test
  void read_besideAWriter_neverGoesBack() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 3000; i++) {
                other.put("a", Step.entry(String.valueOf(i)));
              }
              over.set(true);
            });
    writer.start();
    int last = 0;
    while (!over.get()) {
      String read = Step.valueOf(store.read("a"));
      int now = (read == null) ? 0 : Integer.parseInt(read);
      assertThat(now).isGreaterThanOrEqualTo(last);
      last = now;
    }
    writer.join();
    assertThat(Step.valueOf(store.read("a"))).isEqualTo("2999");
  }

  @Test
  void clear_elsewhere_dropsWhatIsNear() {
    store.put("a", Step.entry("1"));
    assertThat(Objects.requireNonNull(store.read("a")).value()).isEqualTo("1");

    other.clear();

    assertThat(store.read("a")).isNull();
  }
}
