package org.entresol.tier.disk;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheManager;
import org.entresol.Stack;
import org.entresol.Stack.Authority;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.model.TierLab;
import org.entresol.model.TierModelContract;
import org.entresol.tier.DiskBound;
import org.entresol.tier.Durability;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.Stored;
import org.entresol.tier.TierDirectory;
import org.entresol.tier.TierFactory;
import org.entresol.tier.TierListener;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierSettings;
import org.entresol.time.Clock;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The programs over files: one node for all of a series, on the clock of each in turn. */
@Tag("unit")
@Tag("search")
class DiskModelTest extends TierModelContract {

  /** The time of a program, which begins when the former one has ended. */
  private record Time(long origin, FakeClock clock) {

    long millis() {
      return origin + TimeUnit.NANOSECONDS.toMillis(clock.nanos());
    }
  }

  @TempDir private Path folder = Path.of("");
  private volatile Time time = new Time(1_700_000_000_000L, new FakeClock());
  private DiskNode node;

  @BeforeEach
  void join() {
    DiskFiles files =
        new DiskFiles(
            new Directory(
                new TierDirectory(folder, 1, Durability.OFF, DiskBound.NONE), TestNodes.PATIENCE),
            () -> time.millis());
    node = new DiskNode(files, "test", Clock.system());
  }

  @AfterEach
  void leave() {
    node.close();
  }

  /** The way to a node that has joined already. */
  private record Joined(TierNode node) implements TierFactory {

    @Override
    public Authority authority() {
      return Authority.DISK;
    }

    @Override
    public TierNode open(TierSettings settings, Clock clock) {
      return node;
    }

    @Override
    public int partitions(TierSettings settings) {
      return CacheRecord.byDefault();
    }
  }

  @Override
  protected TierLab lab(FakeClock ofProgram) {
    time = new Time(time.millis() + 1, ofProgram);
    Properties properties = new Properties();
    properties.setProperty("entresol.disk.path", folder.toString());
    CacheManager manager =
        new EntresolCachingProvider(new Joined(node), ofProgram)
            .getCacheManager(null, null, properties);
    ofProgram.whenAdvanced(this::tick);
    return new TierLab() {
      @Override
      public CacheManager manager() {
        return manager;
      }

      @Override
      public void tick() {
        DiskModelTest.this.tick();
      }

      @Override
      public @Nullable Long ends(String cache, byte[] key) {
        return DiskModelTest.this.ends(cache, key);
      }
    };
  }

  private void tick() {
    node.listeners().forEach(TierListener::tick);
  }

  private @Nullable Long ends(String cache, byte[] key) {
    DiskTier looking = (DiskTier) node.open(cache, TestNodes.options(QueueTerms.NONE));
    Stored stored = looking.read(key).entry();
    looking.close();
    if (stored == null) {
      return null;
    }
    return (stored.expires() == 0)
        ? Long.valueOf(Lifetimes.NEVER)
        : Long.valueOf(TimeUnit.MILLISECONDS.toNanos(stored.expires() - time.origin()));
  }

  @Override
  protected Stack near() {
    return Stack.HEAP_DISK;
  }

  @Override
  protected Stack alone() {
    return Stack.DISK;
  }

  @Override
  protected int programs() {
    return 40;
  }
}
