package org.entresol.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** Accesses that give entries of a shared tier a longer life. */
@Tag("unit")
class ProlongedAccessTest {

  private final FakeClock clock = new FakeClock();
  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  /** Gives what is new half a second, and what is read all the time there is. */
  private static final class LongerOnAccess implements ExpiryPolicy {

    @Override
    public javax.cache.expiry.Duration getExpiryForCreation() {
      return new javax.cache.expiry.Duration(MILLISECONDS, 500);
    }

    @Override
    public javax.cache.expiry.Duration getExpiryForAccess() {
      return javax.cache.expiry.Duration.ETERNAL;
    }

    @Override
    public javax.cache.expiry.@Nullable Duration getExpiryForUpdate() {
      return null;
    }
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void get_ofWhatEndsSoon_prolongsItBeforeTheNextTick(Stack stack) {
    EntresolCache<String, String> cache =
        (EntresolCache<String, String>)
            lab.manager("one")
                .createCache(
                    "c",
                    EntresolConfiguration.builder(String.class, String.class)
                        .stack(stack)
                        .expiry(LongerOnAccess::new)
                        .build());
    cache.put("a", "x");
    assertThat(cache.get("a")).isEqualTo("x");

    clock.advance(Duration.ofSeconds(1));

    assertThat(cache.getFresh("a")).isEqualTo("x");
  }
}
