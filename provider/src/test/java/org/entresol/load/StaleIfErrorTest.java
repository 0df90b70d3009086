package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.event.EventType;
import javax.cache.integration.CacheLoaderException;
import org.entresol.LoadSettings;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values served past their end because the source fails, on the heap stack. */
@Tag("unit")
class StaleIfErrorTest {
  private static final Duration GRACE = Duration.ofHours(1);

  @RegisterExtension private final HeapLab lab = new HeapLab();

  private static LoadSettings keeping(LoadSettings load) {
    return load.staleIfError(GRACE);
  }

  /** A cache whose entry "k" has just run out, over a source that is down. */
  private Cache<String, String> openFailing() {
    Cache<String, String> cache = lab.open(StaleIfErrorTest::keeping);
    assertThat(cache.get("k")).isEqualTo("k1");
    lab.pass(HeapLab.LIFE);
    lab.origin().down(true);
    return cache;
  }

  private int tries() {
    return lab.origin().loads("k") - 1;
  }

  @Test
  void read_ofAWorkingSource_isNeverStale() {
    Cache<String, String> cache = openFailing();
    lab.origin().down(false);

    assertThat(cache.get("k")).isEqualTo("k2");
    assertThat(lab.statistics().getStaleServes()).isZero();
  }

  @Test
  void read_ofAFailingSource_getsTheStaleValue() {
    Cache<String, String> cache = openFailing();

    assertThat(cache.get("k")).isEqualTo("k1");

    assertThat(lab.statistics().getStaleServes()).isEqualTo(1);
    assertThat(lab.statistics().getLoadFailures()).isEqualTo(1);
    assertThat(lab.events()).as("it stays").containsExactly(EventType.CREATED);
    assertThat(cache.containsKey("k")).isFalse();
  }

  @Test
  void pause_ofFailuresInARow_doublesUpToThirtyTimes() {
    Cache<String, String> cache = openFailing();
    cache.get("k");
    int tries = 1;

    for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30, 30}) {
      lab.pass(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(cache.get("k")).isEqualTo("k1");
      assertThat(tries()).as("within a pause of %s s", seconds).isEqualTo(tries);

      lab.pass(Duration.ofMillis(1));
      assertThat(cache.get("k")).isEqualTo("k1");
      tries++;
      assertThat(tries()).as("after a pause of %s s", seconds).isEqualTo(tries);
    }
  }

  @Test
  void pause_afterASuccess_beginsAnew() {
    Cache<String, String> cache = openFailing();
    cache.get("k");
    lab.pass(Duration.ofSeconds(1));
    cache.get("k");
    lab.pass(Duration.ofSeconds(2));
    lab.origin().down(false);
    assertThat(cache.get("k")).isEqualTo("k4");

    lab.origin().down(true);
    lab.pass(HeapLab.LIFE);
    assertThat(cache.get("k")).isEqualTo("k4");
    lab.pass(Duration.ofSeconds(1));
    assertThat(cache.get("k")).isEqualTo("k4");

    assertThat(tries()).isEqualTo(5);
  }

  @Test
  void pause_ofOneKey_holdsUpNoOther() {
    Cache<String, String> cache = lab.open(StaleIfErrorTest::keeping);
    cache.getAll(Set.of("k", "other"));
    lab.pass(HeapLab.LIFE);
    lab.origin().down(true);
    cache.get("k");
    lab.origin().down(false);

    assertThat(cache.get("k")).isEqualTo("k1");
    assertThat(cache.get("other")).isEqualTo("other2");
  }

  @Test
  void read_beyondTheGrace_getsTheException() {
    Cache<String, String> cache = openFailing();
    lab.pass(GRACE.minusNanos(1));
    assertThat(cache.get("k")).isEqualTo("k1");
    lab.pass(Duration.ofNanos(1));

    assertThatThrownBy(() -> cache.get("k"))
        .isInstanceOf(CacheLoaderException.class)
        .hasRootCauseMessage("the source is down");
    assertThatThrownBy(() -> cache.getAll(Set.of("k"))).isInstanceOf(CacheLoaderException.class);
    assertThat(lab.events()).containsExactly(EventType.CREATED, EventType.EXPIRED);
  }

  @Test
  void read_ofAKeyThatWasNeverThere_getsTheExceptionAndPausesNobody() {
    Cache<String, String> cache = lab.open(StaleIfErrorTest::keeping);
    lab.origin().down(true);

    assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheLoaderException.class);
    assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheLoaderException.class);

    assertThat(lab.origin().loads("k")).isEqualTo(2);
  }

  @Test
  void waitingCaller_ofALoadThatFails_getsTheStaleValueToo() {
    Cache<String, String> cache = openFailing();
    Gate gate = Gate.closed();
    lab.origin().before(gate::pass);
    Crew.Task<String> loader = Crew.start(() -> cache.get("k"));
    gate.awaitVisitor();
    Crew.Task<String> waiter = Crew.start(() -> cache.get("k")).awaitBlocked();

    gate.open();

    assertThat(loader.result()).isEqualTo("k1");
    assertThat(waiter.result()).isEqualTo("k1");
    assertThat(tries()).isEqualTo(1);
    assertThat(lab.statistics().getStaleServes()).isEqualTo(2);
  }

  @Test
  void invoke_ofAFailingSource_getsTheException() {
    Cache<String, String> cache = openFailing();

    assertThatThrownBy(() -> cache.<String>invoke("k", (entry, arguments) -> entry.getValue()))
        .isInstanceOf(CacheLoaderException.class);
    assertThat(cache.get("k")).isEqualTo("k1");
  }

  @Test
  void put_whileTheSourceFails_endsTheStaleValue() {
    Cache<String, String> cache = openFailing();
    cache.get("k");

    cache.put("k", "put");

    assertThat(cache.get("k")).isEqualTo("put");
    assertThat(lab.events())
        .containsExactly(EventType.CREATED, EventType.EXPIRED, EventType.CREATED);
  }

  @Test
  void remove_whileTheSourceFails_endsTheStaleValue() {
    Cache<String, String> cache = openFailing();
    cache.get("k");

    cache.remove("k");

    assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheLoaderException.class);
  }

  @Test
  void getAll_ofAFailingSource_getsTheStaleValuesOrTheException() {
    Cache<String, String> cache = lab.open(StaleIfErrorTest::keeping);
    cache.getAll(Set.of("a", "b"));
    lab.pass(HeapLab.LIFE);
    lab.origin().down(true);

    assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", "a1", "b", "b1"));
    assertThatThrownBy(() -> cache.getAll(Set.of("a", "x")))
        .as("one has no older value")
        .isInstanceOf(CacheLoaderException.class);
  }

  @Test
  void staleWhileRevalidate_ofAFailingSource_isFollowedByStaleIfError() {
    Cache<String, String> cache =
        lab.open(load -> keeping(load).staleWhileRevalidate(Duration.ofSeconds(30)));
    cache.get("k");
    lab.pass(HeapLab.LIFE);
    lab.origin().down(true);

    assertThat(cache.get("k")).isEqualTo("k1");
    Crew.until(() -> lab.statistics().getLoadFailures() == 1);
    lab.pass(Duration.ofSeconds(31));
    assertThat(cache.get("k")).isEqualTo("k1");
    assertThat(lab.statistics().getLoadFailures()).as("tried in the foreground").isEqualTo(2);
    assertThat(lab.statistics().getRefreshes()).isEqualTo(1);
  }
}
