package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.codec.BoundedValues;
import org.entresol.fixtures.LogLines;
import org.entresol.fixtures.MemoryLab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that have more bytes than they may, or nearly so many. */
@Tag("unit")
class LargeValueTest {

  private static final int MOST = 1000;

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  @RegisterExtension private final LogLines log = new LogLines(BoundedValues.class.getName());

  private Cache<String, byte[]> cache(Stack stack) {
    return lab.manager("one")
        .createCache(
            "c",
            EntresolConfiguration.builder(String.class, byte[].class)
                .stack(stack)
                .maxValueBytes(MOST)
                .build());
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void put_valueThatIsTooLarge_isRefusedAndChangesNothing(Stack stack) {
    Cache<String, byte[]> cache = cache(stack);
    cache.put("k", new byte[] {1});

    for (Runnable put :
        List.<Runnable>of(
            () -> cache.put("k", new byte[MOST]),
            () -> cache.putAll(Map.of("k", new byte[MOST])),
            () -> cache.replace("k", new byte[MOST]),
            () -> cache.getAndPut("k", new byte[MOST]))) {
      assertThatThrownBy(put::run)
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("'c'")
          .hasMessageContaining("[B")
          .hasMessageContaining("max-value-bytes: 1000");
    }

    assertThat(cache.get("k")).containsExactly(1);
  }

  @Test
  void put_largestValueThatIsAllowed_isStored() {
    Cache<String, byte[]> cache = cache(Stack.REDIS);

    cache.put("k", new byte[MOST - 8]);

    assertThat(cache.get("k")).hasSize(MOST - 8);
  }

  @Test
  void put_valuesOfATenth_areToldOnce() {
    Cache<String, byte[]> cache = cache(Stack.REDIS);
    cache.put("k", new byte[MOST / 20]);
    assertThat(log.warnings()).isZero();

    cache.put("k", new byte[MOST / 2]);
    cache.put("k", new byte[MOST / 2]);

    assertThat(log.warnings()).isEqualTo(1);
  }
}
