package org.entresol.model;

import javax.cache.CacheManager;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.tier.Stored;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** The programs over a tier in memory. */
@Tag("unit")
@Tag("search")
class MemoryModelTest extends TierModelContract {

  @Override
  protected TierLab lab(FakeClock clock) {
    MemoryLab lab = new MemoryLab(clock);
    return new TierLab() {
      @Override
      public CacheManager manager() {
        return lab.manager("one");
      }

      @Override
      public void tick() {
        lab.tick();
      }

      @Override
      public @Nullable Long ends(String cache, byte[] key) {
        Stored stored = lab.authority().cache(cache).peek(key);
        return (stored == null) ? null : Long.valueOf(lab.authority().nanos(stored.expires()));
      }
    };
  }

  @Override
  protected Stack near() {
    return Stack.HEAP_REDIS;
  }

  @Override
  protected Stack alone() {
    return Stack.REDIS;
  }

  @Override
  protected int programs() {
    return 300;
  }
}
