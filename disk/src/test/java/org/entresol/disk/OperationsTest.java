package org.entresol.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import javax.cache.Cache;
import org.entresol.EntresolCache;
import org.entresol.EntresolTiersMXBean;
import org.entresol.Stack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users can ask of a cache that lies on disk, and of one that does not. */
@Tag("unit")
class OperationsTest {

  @TempDir private Path folder = Path.of("");
  private @Nullable Cache<String, byte[]> opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.getCacheManager().close();
    }
  }

  private EntresolCache<String, byte[]> open(Stack stack) {
    Cache<String, byte[]> cache = RegisterWorker.open(folder, stack);
    opened = cache;
    return (EntresolCache<String, byte[]>) cache;
  }

  @Test
  void check_onDisk_findsNothingAndFiguresSayWhatLiesThere() {
    EntresolCache<String, byte[]> cache = open(Stack.HEAP_DISK);
    cache.put("a", new byte[1]);

    assertThat(cache.check()).isEmpty();
    cache.compact();

    EntresolTiersMXBean figures = cache.unwrap(EntresolTiersMXBean.class);
    assertThat(figures.getDiskEntries()).isEqualTo(1);
    assertThat(figures.getDiskBytes()).isGreaterThan(4096);
    assertThat(
            List.of(
                figures.getDiskEvictions(),
                figures.getDiskCulls(),
                figures.getDiskBusyWaits(),
                figures.getDiskLostValues()))
        .containsOnly(0L);
  }

  @Test
  void check_onTheHeap_isAlwaysWellAndFiguresAreUnknown() {
    EntresolCache<String, byte[]> cache = open(Stack.HEAP);

    assertThat(cache.check()).isEmpty();
    cache.compact();

    assertThat(cache.unwrap(EntresolTiersMXBean.class).getDiskBytes()).isEqualTo(-1);
  }

  @Test
  void check_closedCache_isRefused() {
    EntresolCache<String, byte[]> cache = open(Stack.DISK);
    cache.close();

    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(cache::check);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(cache::compact);
  }
}
