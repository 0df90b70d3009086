package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A registry waits no longer than its limit, and makes nothing over and over. */
@Tag("unit")
class RegistryTest {
  private final List<String> closed = new ArrayList<>();
  private final Registry<String, String> registry =
      new Registry<>("The owner", name -> "The " + name, closed::add, Duration.ofMillis(20));

  private final Gate gate = Gate.closed();

  private Crew.Task<String> startMaking() {
    Crew.Task<String> making =
        Crew.start(
            () ->
                registry.make(
                    "a",
                    () -> {
                      gate.pass();
                      return "thing";
                    }));
    gate.awaitVisitor();
    return making;
  }

  @Test
  void wait_longerThanTheLimit_isRefusedWithNameAndThread() {
    Crew.Task<String> making = startMaking();

    assertThatThrownBy(() -> registry.find("a"))
        .isInstanceOf(CacheException.class)
        .hasMessage(
            "The a is being made: thread 'test-crew' took longer than the 20 ms that this thread waits");
    assertThatThrownBy(registry::names).isInstanceOf(CacheException.class);

    gate.open();
    assertThat(making.result()).isEqualTo("thing");
    assertThat(registry.find("a")).isEqualTo("thing");
  }

  @Test
  void thing_closedByAnotherWhileItIsOpened_isMadeAnew() {
    AtomicInteger made = new AtomicInteger();

    String found =
        registry.findOrMake(
            "a",
            () -> "thing" + made.incrementAndGet(),
            thing -> {
              if (made.get() == 1) {
                Crew.promptly(() -> registry.end("a", thing, () -> {}));
                throw new IllegalStateException("closed");
              }
            });

    assertThat(found).isEqualTo("thing2");
    assertThat(closed).containsExactly("thing1");
    assertThat(registry.find("a")).isEqualTo("thing2");
  }

  @Test
  void thing_thatIsAlwaysClosedWhileItIsOpened_isGivenUp() {
    assertThatThrownBy(
            () ->
                registry.findOrMake(
                    "a",
                    () -> "thing",
                    thing -> Crew.promptly(() -> registry.end("a", thing, () -> {}))))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("The a was closed 100 times");
    assertThat(registry.names()).isEmpty();
  }

  @Test
  void thing_closedByItsOwnOpening_isRefusedAtOnce() {
    AtomicInteger made = new AtomicInteger();

    assertThatThrownBy(
            () ->
                registry.findOrMake(
                    "a",
                    () -> "thing" + made.incrementAndGet(),
                    thing -> registry.end("a", thing, () -> {})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The a was closed by what it opens");
    assertThat(made).hasValue(1);
  }

  @Test
  void opening_thatLooksForItsOwn_isGivenWhatThereIs() {
    List<String> seen = new ArrayList<>();

    registry.findOrMake(
        "a",
        () -> "thing",
        thing -> seen.add(registry.findOrMake("a", () -> "other", other -> {})));

    assertThat(seen).containsExactly("thing");
  }

  @Test
  void making_thatLooksForItsOwn_isRefused() {
    assertThatThrownBy(
            () ->
                registry.findOrMake(
                    "a", () -> registry.findOrMake("a", () -> "other", other -> {}), thing -> {}))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("made by this very thread");
    assertThat(registry.names()).isEmpty();
  }
}
