package org.entresol.store.tiered;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.entresol.guard.Ticket;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Crew.Task;
import org.entresol.store.EntryStore;
import org.entresol.store.Hold;
import org.entresol.store.Step;
import org.entresol.store.TieredStoreContract;
import org.entresol.tier.memory.MemoryAuthority;
import org.entresol.tier.memory.MemoryNode;
import org.entresol.time.Clock;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Test;

/** What a store over a tier has to do while its calls are on their way: this one can stop them. */
abstract class MemoryStoreContract extends TieredStoreContract {

  private static final String CACHE = "c";

  private final FakeClock clock = new FakeClock();
  private final CountDownLatch onItsWay = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private MemoryAuthority authority = new MemoryAuthority(clock);
  private MemoryNode node = authority.join();
  private MemoryNode otherNode = authority.join();

  /** Whether there is a near cache. */
  abstract boolean isNear();

  @Override
  protected EntryStore<Object, String> open() {
    authority = new MemoryAuthority(clock);
    node = authority.join();
    otherNode = authority.join();
    return TieredStores.open(node, CACHE, isNear(), clock);
  }

  @Override
  protected EntryStore<Object, String> openOther() {
    return TieredStores.open(otherNode, CACHE, isNear(), clock);
  }

  @Override
  protected Clock clock() {
    return clock;
  }

  @Override
  protected void tick() {
    node.tick();
  }

  MemoryNode node() {
    return node;
  }

  /** Loses an entry of the authority, as when it has no memory left; nobody hears of it. */
  void evict(String key) {
    authority.cache(CACHE).evict(("s:" + key).getBytes(StandardCharsets.UTF_8));
  }

  /** Loses the sequence of a key's partition. */
  void loseSequence(String key) {
    authority.cache(CACHE).loseSequence(("s:" + key).getBytes(StandardCharsets.UTF_8));
  }

  /** Loses all data, as one who empties the authority does. */
  void loseAll() {
    authority.cache(CACHE).lose();
  }

  /** Starts a thread whose next call stops before it reaches the authority. */
  private Task<Boolean> stoppedBeforeCall(Crew.Job job) {
    return stopped(job, action -> node.link().before(action));
  }

  /** Starts a thread whose next call stops before its answer comes. */
  private Task<Boolean> stoppedBeforeAnswer(Crew.Job job) {
    return stopped(job, action -> node.link().after(action));
  }

  private Task<Boolean> stopped(Crew.Job job, Consumer<Runnable> place) {
    Task<Boolean> task =
        Crew.run(
            () -> {
              Thread victim = Thread.currentThread();
              place.accept(() -> stop(victim));
              job.run();
            });
    Crew.await(onItsWay);
    return task;
  }

  private void stop(Thread victim) {
    if (Thread.currentThread() == victim) {
      onItsWay.countDown();
      Crew.await(goOn);
    }
  }

  private void letGoOn(Task<Boolean> task) {
    goOn.countDown();
    assertThat(task.result()).isTrue();
  }

  @Test
  void clear_besideLoadOnItsWay_leavesNothingOfIt() {
    Step<Object> load = load();
    Task<Boolean> loader = stoppedBeforeCall(() -> store().apply(load));

    store().clear();
    letGoOn(loader);

    assertThat(load.commits()).isZero();
    assertThat(store().read("a")).isNull();
  }

  @Test
  void clear_besideAnswerOfLoadOnItsWay_leavesNothingOfIt() {
    Task<Boolean> loader = stoppedBeforeAnswer(() -> store().apply(load()));

    store().clear();
    letGoOn(loader);

    assertThat(store().read("a")).isNull();
  }

  @Test
  void revokeTickets_besideLoadOnItsWay_isNotFollowedByIt() {
    Step<Object> load = load();
    Task<Boolean> loader = stoppedBeforeCall(() -> store().apply(load));

    store().loads().revokeAll();
    letGoOn(loader);

    assertThat(load.commits()).isZero();
    assertThat(store().read("a")).isNull();
  }

  private Step<Object> load() {
    Ticket ticket = store().loads().ticket("a");
    store().loads().register(Map.of("a", ticket));
    return Step.load("a", ticket, "loaded");
  }

  @Test
  void hold_besideStepWhoseAnswerIsOnItsWay_seesItsOutcome() {
    Task<Boolean> stepping =
        stoppedBeforeAnswer(() -> store().apply(Step.<Object>write("a", "slow")));

    try (Hold<Object, String> hold = store().hold("a")) {
      assertThat(Step.valueOf(hold.entry())).isEqualTo("slow");
      assertThat(hold.commit(Step.write("a", "held"))).isTrue();
    }
    letGoOn(stepping);

    assertThat(Step.valueOf(store().read("a"))).isEqualTo("held");
  }

  @Test
  void hold_besideStepOnItsWay_isOvertakenByItOrBefore() {
    Task<Boolean> stepping =
        stoppedBeforeCall(() -> store().apply(Step.<Object>write("a", "slow")));
    Step<Object> held = Step.write("a", "held");

    try (Hold<Object, String> hold = store().hold("a")) {
      assertThat(hold.entry()).isNull();
      letGoOn(stepping);
      assertThat(hold.commit(held)).isFalse();
      assertThat(Step.valueOf(hold.entry())).isEqualTo("slow");
    }

    assertThat(held.commits()).isZero();
    assertThat(Step.valueOf(store().read("a"))).isEqualTo("slow");
  }

  @Test
  void read_besideWriteOfAnother_neverGoesBack() {
    store().apply(Step.write("a", "old"));
    store().nearness().drop("a");
    Task<Boolean> reading = stoppedBeforeAnswer(() -> store().read("a"));

    store().apply(Step.write("a", "new"));
    letGoOn(reading);

    assertThat(Step.valueOf(store().read("a"))).isEqualTo("new");
  }
}
