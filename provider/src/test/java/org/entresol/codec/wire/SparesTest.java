package org.entresol.codec.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.entresol.codec.wire.Spares.Spare;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SparesTest {

  private final AtomicInteger made = new AtomicInteger();
  private final Spares<AtomicBoolean> spares =
      new Spares<>(
          () -> {
            made.incrementAndGet();
            return new AtomicBoolean();
          });

  @Test
  void take_givenBack_isTheSame() {
    Spare<AtomicBoolean> spare = spares.take();
    AtomicBoolean object = spare.object();
    spares.giveBack(spare);
    assertThat(spares.take().object()).isSameAs(object);
    assertThat(made).hasValue(1);
  }

  @Test
  void take_allInUse_isAnother() {
    AtomicBoolean one = spares.take().object();
    assertThat(spares.take().object()).isNotSameAs(one);
  }

  @Test
  void take_severalGivenBack_makesNone() {
    List<Spare<AtomicBoolean>> taken = new ArrayList<>(List.of(spares.take(), spares.take()));
    taken.forEach(spares::giveBack);
    Spare<AtomicBoolean> one = spares.take();
    Spare<AtomicBoolean> two = spares.take();
    assertThat(one.object()).isNotSameAs(two.object());
    assertThat(made).hasValue(2);
  }

  @Test
  void object_givenBack_isRefused() {
    Spare<AtomicBoolean> spare = spares.take();
    spares.giveBack(spare);
    assertThatThrownBy(spare::object).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void take_byManyThreads_isNeverSharedByTwo() {
    AtomicInteger shared = new AtomicInteger();
    IntStream.range(0, 200_000)
        .parallel()
        .forEach(
            i -> {
              Spare<AtomicBoolean> spare = spares.take();
              AtomicBoolean busy = spare.object();
              if (!busy.compareAndSet(false, true)) {
                shared.incrementAndGet();
              }
              busy.set(false);
              spares.giveBack(spare);
            });
    assertThat(shared).hasValue(0);
  }
}
