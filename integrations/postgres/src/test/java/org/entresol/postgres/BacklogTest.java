package org.entresol.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.EntresolCache;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of invalidations that a cache refuses. */
@Tag("unit")
class BacklogTest {
  private final Figures figures = new Figures();
  private final Backlog backlog = new Backlog(figures);
  private final List<String> done = new ArrayList<>();

  /** A cache that notes what is invalidated, or throws where keys are. */
  @SuppressWarnings("unchecked") // nothing is asked of the proxy but what the handler knows
  private EntresolCache<Object, Object> cache(String name, @Nullable RuntimeException failure) {
    return (EntresolCache<Object, Object>)
        Proxy.newProxyInstance(
            BacklogTest.class.getClassLoader(),
            new Class<?>[] {EntresolCache.class},
            (proxy, method, arguments) -> {
              if (failure != null && method.getName().equals("invalidateAll")) {
                throw failure;
              }
              done.add(name + " " + method.getName());
              return null;
            });
  }

  private Map<String, EntresolCache<Object, Object>> caches(RuntimeException failure) {
    Map<String, EntresolCache<Object, Object>> caches = new LinkedHashMap<>();
    caches.put("bad", cache("bad", failure));
    caches.put("good", cache("good", null));
    backlog.add(Target.ofCache("bad"), List.of("k"));
    backlog.add(Target.ofCache("good"), List.of("k"));
    return caches;
  }

  @Test
  void work_oneCacheThatThrows_doesNotHoldUpTheOthers() {
    IllegalStateException failure = new IllegalStateException("refused");

    assertThatThrownBy(() -> backlog.work(caches(failure), null)).isSameAs(failure);

    assertThat(done).containsExactly("good invalidateAll");
    assertThat(backlog.isEmpty()).isFalse();
  }

  @Test
  void work_keyThatIsRefusedAgainAndAgain_hasAllOfItsCacheGo() {
    Map<String, EntresolCache<Object, Object>> caches = caches(new IllegalStateException("key"));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> backlog.work(caches, null))
          .isInstanceOf(IllegalStateException.class);
    }

    backlog.work(caches, null);

    assertThat(done).containsExactly("good invalidateAll", "bad clear");
    assertThat(backlog.isEmpty()).isTrue();
    assertThat(figures.unreadable.sum()).isEqualTo(1);
  }

  @Test
  void work_cacheWhoseAuthorityIsAway_keepsItsKeys() {
    Map<String, EntresolCache<Object, Object>> caches =
        caches(TierException.away("away", null, true));

    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> backlog.work(caches, null)).isInstanceOf(TierException.class);
    }

    assertThat(done).containsExactly("good invalidateAll");
  }
}
