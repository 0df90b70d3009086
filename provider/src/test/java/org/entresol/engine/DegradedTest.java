package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plain writes that are made on one node while the authority is away, and lives that end then. */
@Tag("unit")
class DegradedTest {

  private static final Duration LIFE = Duration.ofSeconds(10);

  private final FakeClock clock = new FakeClock();

  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  private Cache<String, String> open(long millis) {
    ExpiryPolicy policy =
        new CreatedExpiryPolicy(new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, millis));
    return lab.manager("one")
        .createCache(
            "c",
            EntresolConfiguration.builder(String.class, String.class)
                .stack(Stack.HEAP_REDIS)
                .onFailure(OnFailure.DEGRADE)
                .expiry(() -> policy)
                .build());
  }

  private void away(boolean isAway) {
    lab.node("one").link().cut(isAway);
  }

  @Test
  void put_degraded_isReadHereAndMadeThereOnReturn() {
    Cache<String, String> cache = open(LIFE.toMillis());
    away(true);

    cache.put("a", "1");

    assertThat(cache.get("a")).isEqualTo("1");
    away(false);
    lab.repair();
    assertThat(lab.manager("two").createCache("c", plain()).get("a")).isEqualTo("1");
  }

  private static EntresolConfiguration<String, String> plain() {
    return EntresolConfiguration.builder(String.class, String.class)
        .stack(Stack.HEAP_REDIS)
        .build();
  }

  @Test
  void put_degradedWithALifeThatIsOverAtOnce_storesNothing() {
    Cache<String, String> cache = open(0);
    away(true);

    cache.put("a", "1");

    assertThat(cache.get("a")).isNull();
  }

  @Test
  void put_degradedOverAPendingOne_keepsItsInstantWhereThePolicySaysSo() {
    Cache<String, String> cache = open(LIFE.toMillis());
    away(true);
    cache.put("a", "1");
    clock.advance(LIFE.dividedBy(2));

    cache.put("a", "2");

    assertThat(cache.get("a")).isEqualTo("2");
    clock.advance(LIFE.dividedBy(2));
    assertThat(cache.containsKey("a")).isFalse();
  }

  @Test
  void remove_degradedOfAPendingOneThatIsPast_findsNone() {
    Cache<String, String> cache = open(LIFE.toMillis());
    away(true);
    cache.put("a", "1");
    clock.advance(LIFE);

    assertThat(cache.remove("a")).isFalse();
  }
}
