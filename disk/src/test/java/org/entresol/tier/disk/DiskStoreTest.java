package org.entresol.tier.disk;

import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.entresol.store.EntryStore;
import org.entresol.store.TieredStoreContract;
import org.entresol.store.tiered.TieredStores;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract over files without a near cache. */
@Tag("unit")
class DiskStoreTest extends TieredStoreContract {

  @TempDir private static Path folder = Path.of("");
  private static TestNodes nodes;

  private String cache = "";

  @BeforeAll
  static void join() {
    nodes = new TestNodes(folder);
  }

  @AfterAll
  static void leaveAll() {
    nodes.close();
  }

  /** Whether entries are kept near, too. */
  boolean isNear() {
    return false;
  }

  @Override
  protected EntryStore<Object, String> open() {
    cache = "c" + UUID.randomUUID();
    return TieredStores.open(nodes.node("one"), cache, isNear(), clock());
  }

  @Override
  protected EntryStore<Object, String> openOther() {
    return TieredStores.open(nodes.node("two"), cache, isNear(), clock());
  }

  @Override
  protected Clock clock() {
    return Clock.system();
  }

  /** The machine's clock goes by milliseconds. */
  @Override
  protected long inexactness() {
    return TimeUnit.SECONDS.toNanos(1);
  }

  @Override
  protected int rounds() {
    return 200;
  }
}
