package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.entresol.jcache.Crew;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ByteTier} has to tell its listeners. */
public abstract class AnnouncementContract {
  private static final byte[] A = "s:a".getBytes(UTF_8);

  private final String cache = UUID.randomUUID().toString();
  private @Nullable ByteTier one;
  private @Nullable ByteTier two;

  /** A tier of a cache as another node opens it for each name, and which announces. */
  protected abstract ByteTier open(String node, String cache, boolean tellsValues);

  @AfterEach
  void close() {
    if (one != null) {
      one.close();
    }
    if (two != null) {
      two.close();
    }
  }

  private ByteTier one(boolean tellsValues) {
    ByteTier opened = open("one", cache, tellsValues);
    one = opened;
    return opened;
  }

  private ByteTier two(boolean tellsValues) {
    ByteTier opened = open("two", cache, tellsValues);
    two = opened;
    return opened;
  }

  /** A listener that keeps the news. */
  private static final class News implements TierListener {
    private final Queue<Announcement> heard = new ConcurrentLinkedQueue<>();

    @Override
    public void announced(Announcement announcement) {
      heard.add(announcement);
    }

    @Override
    public void subscribed() {}

    @Override
    public void tick() {}

    @Override
    public void repair() {}

    @Override
    public void otherHistory() {}

    List<Announcement> await(int count) {
      Crew.until(() -> heard.size() >= count);
      return List.copyOf(heard);
    }
  }

  private static Plan write(String payload) {
    return new Plan(A, Act.WRITE, Act.WRITE).payload(payload.getBytes(UTF_8));
  }

  @Test
  void listen_changesOfBothNodes_areHeardInOrderAndToldApart() {
    ByteTier mine = one(false);
    ByteTier others = two(false);
    News news = new News();
    mine.listen(news);
    long first = mine.attempt(write("a")).sequence();
    others.attempt(write("b"));
    others.attempt(new Plan(A, Act.LOAD, Act.LOAD));
    others.attempt(new Plan(A, Act.DELETE, Act.DELETE));
    // What is not there any more may be near somewhere still.
    others.attempt(new Plan(A, Act.DELETE, Act.DELETE));
    others.attempt(new Plan(A, Act.DROP, Act.DROP));
    mine.attempt(write("c"));
    List<Announcement> heard = news.await(7);
    assertThat(heard)
        .extracting(Announcement::sequence)
        .containsExactly(LongStream.rangeClosed(first, first + 6).boxed().toArray(Long[]::new));
    assertThat(heard)
        .extracting(Announcement::act)
        .containsExactly(
            Act.WRITE, Act.WRITE, Act.WRITE, Act.DELETE, Act.DELETE, Act.DROP, Act.WRITE);
    assertThat(heard)
        .extracting(Announcement::own)
        .containsExactly(true, false, false, false, false, false, true);
    assertThat(heard).allSatisfy(one -> assertThat(one.key()).isEqualTo(A));
    assertThat(heard).allMatch(one -> one.partition() == mine.partitionOf(A));
    assertThat(heard).allMatch(one -> one.old() == null && one.entry() == null);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void listen_manyChangesAtOnce_areHeardEachAtItsStep(boolean tellsValues) {
    ByteTier mine = one(tellsValues);
    News news = new News();
    mine.listen(news);
    List<Plan> plans =
        IntStream.range(0, 30)
            .mapToObj(i -> plan("k" + i, List.of(Act.WRITE, Act.DELETE, Act.DROP).get(i % 3)))
            .toList();

    List<Outcome> outcomes = two(tellsValues).attemptAll(plans);

    assertThat(news.await(plans.size()))
        .extracting(one -> one.act() + " " + new String(one.key(), UTF_8) + " " + one.sequence())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, plans.size())
                .mapToObj(
                    i -> plans.get(i).whenAbsent() + " k" + i + " " + outcomes.get(i).sequence())
                .toList());
  }

  private static Plan plan(String key, Act act) {
    return new Plan(key.getBytes(UTF_8), act, act).payload("new".getBytes(UTF_8));
  }

  @Test
  void listen_manyStoredAtOnce_areHeardEachAtItsStep() {
    ByteTier mine = one(false);
    News news = new News();
    mine.listen(news);
    List<Plan> plans =
        IntStream.range(0, 50)
            .mapToObj(i -> ("k" + i).getBytes(UTF_8))
            .map(AnnouncementContract::blind)
            .toList();

    List<Outcome> outcomes = two(false).attemptAll(plans);

    List<Announcement> heard = news.await(plans.size());
    assertThat(heard).allMatch(one -> one.act() == Act.WRITE && !one.own());
    assertThat(heard)
        .extracting(one -> new String(one.key(), UTF_8) + " at " + one.sequence())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, plans.size())
                .mapToObj(i -> "k" + i + " at " + outcomes.get(i).sequence())
                .toList());
    assertThat(heard).allMatch(one -> one.partition() == mine.partitionOf(one.key()));
  }

  private static Plan blind(byte[] key) {
    return new Plan(key, Act.WRITE, Act.WRITE).payload(key).ignoringFound(true);
  }

  @Test
  void listen_clearOfAnotherNode_isHeardOfEachPartition() {
    ByteTier mine = one(false);
    News news = new News();
    mine.listen(news);
    two(false).clear();
    List<Announcement> heard = news.await(mine.partitions());
    assertThat(heard).allMatch(one -> one.act() == null && !one.own() && one.key().length == 0);
    assertThat(heard).extracting(Announcement::partition).doesNotHaveDuplicates();
  }

  @Test
  void outdateAll_ofAnotherNode_isHeardOfEachPartitionAndLeavesWhatIsThere() {
    ByteTier mine = one(false);
    News news = new News();
    mine.listen(news);
    mine.attempt(write("a"));
    List<Announcement> written = news.await(1);
    long[] before = mine.sequences();
    two(false).outdateAll();
    List<Announcement> heard = new ArrayList<>(news.await(1 + mine.partitions()));
    heard.removeAll(written);
    assertThat(heard).allMatch(one -> one.act() == null && !one.own() && one.key().length == 0);
    assertThat(heard).extracting(Announcement::partition).doesNotHaveDuplicates();
    assertThat(heard).allMatch(one -> one.sequence() > before[one.partition()]);
    assertThat(text(mine.read(A).entry())).isEqualTo("a");
  }

  @Test
  void listen_valuesTold_bringsOldAndNew() {
    ByteTier mine = one(true);
    News news = new News();
    mine.listen(news);
    ByteTier others = two(true);
    others.attempt(write("a"));
    others.attempt(write("b"));
    others.attempt(new Plan(A, Act.DELETE, Act.DELETE));
    List<Announcement> heard = news.await(3);
    assertThat(heard).extracting(one -> text(one.old())).containsExactly("", "a", "b");
    assertThat(heard).extracting(one -> text(one.entry())).containsExactly("a", "b", "");
  }

  @Test
  void listen_afterClose_hearsNoMore() {
    ByteTier mine = one(false);
    News news = new News();
    mine.listen(news);
    ByteTier others = two(false);
    News control = new News();
    others.listen(control);
    mine.close();
    others.attempt(write("a"));
    control.await(1);
    assertThat(news.heard).isEmpty();
  }

  private static String text(@Nullable Stored stored) {
    return (stored == null)
        ? ""
        : new String(
            stored.bytes(), stored.offset(), stored.bytes().length - stored.offset(), UTF_8);
  }
}
