package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.integration.CacheLoaderException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.entresol.LoadSettings;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callers that leave a load that takes too long; the waits are real ones, and short. */
@Tag("unit")
class LoadTimeoutTest {
  private static final Duration SHORT = Duration.ofMillis(250);
  private static final Duration LONG = Duration.ofMinutes(5);

  @RegisterExtension private final HeapLab lab = new HeapLab();

  private final Gate gate = Gate.unarmed();

  @AfterEach
  void letGo() {
    gate.open();
  }

  private static LoadSettings soft(LoadSettings load) {
    return load.staleIfError(Duration.ofHours(1)).softTimeout(SHORT);
  }

  /** Reads in vain, and again where no thread was free to begin the load in time. */
  private void leaveALoad(ThrowingCallable read) {
    Crew.until(
        () -> {
          assertThatThrownBy(read).isInstanceOf(CacheLoaderException.class);
          return gate.hasVisitor();
        });
  }

  private void holdUpTheNextLoad() {
    lab.origin().before(gate::pass);
    gate.arm();
  }

  /** A cache whose entry "k" has just run out, and whose next load is held up at the gate. */
  private Cache<String, String> openSlow(boolean both) {
    Cache<String, String> cache =
        lab.open(load -> both ? soft(load).hardTimeout(LONG) : soft(load));
    assertThat(cache.get("k")).isEqualTo("k1");
    lab.pass(HeapLab.LIFE);
    holdUpTheNextLoad();
    return cache;
  }

  @Test
  void read_beyondTheSoftTimeout_getsTheStaleValueAndTheLoadsResultIsKept() {
    Cache<String, String> cache = openSlow(false);

    assertThat(cache.get("k")).isEqualTo("k1");
    gate.awaitVisitor();
    gate.open();

    lab.awaitValue(cache, "k", "k2");
    assertThat(lab.origin().loads("k")).isEqualTo(2);
    assertThat(lab.statistics().getLoadTimeouts()).isZero();
  }

  @Test
  void read_withinTheSoftTimeout_getsTheNewValue() {
    Cache<String, String> cache =
        lab.open(load -> load.staleIfError(Duration.ofHours(1)).softTimeout(LONG));
    cache.get("k");
    lab.pass(HeapLab.LIFE);

    assertThat(cache.get("k")).isEqualTo("k2");
  }

  @Test
  void read_withBothTimeouts_takesTheStaleValueAtTheSoftOne() {
    Cache<String, String> cache = openSlow(true);

    Crew.promptly(() -> assertThat(cache.get("k")).isEqualTo("k1"));
  }

  @Test
  void read_withoutAStaleValue_waitsBeyondTheSoftTimeout() {
    Cache<String, String> cache = lab.open(LoadTimeoutTest::soft);
    holdUpTheNextLoad();
    Crew.Task<String> reader = Crew.start(() -> cache.get("k"));
    gate.awaitVisitor();
    long start = System.nanoTime();
    Crew.until(() -> System.nanoTime() - start > 2 * SHORT.toNanos());
    assertThat(reader.isDone()).isFalse();

    gate.open();

    assertThat(reader.result()).isEqualTo("k1");
  }

  @Test
  void read_beyondTheHardTimeout_getsAnExceptionAndTheLateResultIsKept() {
    Cache<String, String> cache = lab.open(load -> load.hardTimeout(SHORT));
    holdUpTheNextLoad();

    assertThatThrownBy(() -> cache.get("k"))
        .isInstanceOf(CacheLoaderException.class)
        .hasMessageContaining("'k'")
        .hasMessageContaining("250 milliseconds");
    assertThat(lab.statistics().getLoadTimeouts()).isEqualTo(1);
    gate.open();

    Crew.until(() -> cache.containsKey("k"));
    assertThat(cache.get("k")).isEqualTo("k1");
    assertThat(lab.origin().loads("k")).isEqualTo(1);
  }

  @Test
  void readers_ofOneLoadBeyondTheHardTimeout_allGetAnException() {
    Cache<String, String> cache = lab.open(load -> load.hardTimeout(SHORT));
    holdUpTheNextLoad();

    Crew.race(
        3,
        thread ->
            () ->
                assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheLoaderException.class));

    assertThat(lab.origin().loads("k")).isEqualTo(1);
    assertThat(lab.statistics().getLoadTimeouts()).isEqualTo(3);
  }

  @Test
  void lateResult_ofAKeyThatWasPutMeanwhile_isDropped() {
    Cache<String, String> cache = lab.open(load -> load.hardTimeout(SHORT));
    holdUpTheNextLoad();
    leaveALoad(() -> cache.get("k"));

    cache.put("k", "put");
    gate.open();

    Crew.until(() -> lab.statistics().getRefusedLoads() == 1);
    assertThat(cache.get("k")).isEqualTo("put");
  }

  @Test
  void lateResult_ofAKeyThatWasRemovedMeanwhile_isDropped() {
    Cache<String, String> cache = lab.open(load -> load.hardTimeout(SHORT));
    holdUpTheNextLoad();
    leaveALoad(() -> cache.get("k"));

    cache.remove("k");
    gate.open();

    Crew.until(() -> lab.statistics().getRefusedLoads() == 1);
    assertThat(cache.containsKey("k")).isFalse();
  }

  @Test
  void hardTimeout_withAStaleValueForErrors_servesIt() {
    Cache<String, String> cache =
        lab.open(load -> load.staleIfError(Duration.ofHours(1)).hardTimeout(SHORT));
    cache.get("k");
    lab.pass(HeapLab.LIFE);
    holdUpTheNextLoad();

    assertThat(cache.get("k")).isEqualTo("k1");
    assertThat(lab.statistics().getLoadTimeouts()).isEqualTo(1);
  }

  @Test
  void getAll_beyondTheHardTimeout_getsAnException() {
    Cache<String, String> cache = lab.open(load -> load.hardTimeout(SHORT));
    holdUpTheNextLoad();

    leaveALoad(() -> cache.getAll(Set.of("a", "b")));
    gate.open();

    Crew.until(() -> cache.containsKey("a") && cache.containsKey("b"));
  }

  @Test
  void failure_ofALoadWithTimeouts_comesToTheCallerAsItIs() {
    Cache<String, String> cache = lab.open(load -> load.hardTimeout(LONG));
    lab.origin().down(true);

    assertThatThrownBy(() -> cache.get("k"))
        .isInstanceOf(CacheLoaderException.class)
        .hasRootCauseMessage("the source is down");
  }

  @Test
  void load_withATimeout_runsOnAnotherThread() {
    AtomicReference<String> thread = new AtomicReference<>();
    lab.origin().before(() -> thread.set(Thread.currentThread().getName()));

    lab.open(load -> load.hardTimeout(LONG)).get("k");

    assertThat(thread.get()).startsWith("entresol-load-");
  }

  @Test
  void load_withoutATimeout_runsOnTheCallersThread() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    lab.origin().before(() -> thread.set(Thread.currentThread()));

    lab.open(load -> load).get("k");

    assertThat(thread.get()).isSameAs(Thread.currentThread());
  }

  @Test
  void loaderThatAsksForItsOwnKey_withATimeout_isRefusedAtOnce() {
    Cache<String, String> cache = lab.open(load -> load.hardTimeout(LONG));
    lab.origin().before(() -> cache.get("k"));

    Crew.promptly(
        () -> assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheLoaderException.class));
  }
}
