package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entresol.tier.ByteTier;
import org.entresol.tier.ByteTierContract;
import org.entresol.tier.QueueTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract on disk. */
@Tag("unit")
class DiskTierTest extends ByteTierContract {

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

  @Override
  protected void loseSequence(String cache, byte[] key) {
    DiskFiles files = nodes.filesOf("one");
    CacheFiles place =
        CacheRecord.open(files, "test:" + cache, TestNodes.options(QueueTerms.NONE)).place();
    int lost =
        place
            .shard(key)
            .write(
                "lose", session -> session.run("DELETE FROM part WHERE part = ?", place.part(key)));
    assertThat(lost).isEqualTo(1);
  }
}
