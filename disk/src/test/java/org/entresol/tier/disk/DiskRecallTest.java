package org.entresol.tier.disk;

import java.nio.file.Path;
import org.entresol.tier.ByteTier;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.RecallContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract of recalls on disk. */
@Tag("unit")
class DiskRecallTest extends RecallContract {

  @TempDir private static Path folder = Path.of("");
  private static TestNodes nodes;

  @BeforeAll
  static void join() {
    nodes = new TestNodes(folder);
  }

  @AfterAll
  static void leave() {
    nodes.close();
  }

  @Override
  protected ByteTier open(String node, String cache) {
    return nodes.open(node, cache, QueueTerms.NONE);
  }
}
