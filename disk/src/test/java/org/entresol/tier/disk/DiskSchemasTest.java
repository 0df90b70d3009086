package org.entresol.tier.disk;

import java.nio.file.Path;
import org.entresol.tier.ByteTier;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.SchemaTableContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract on disk. */
@Tag("unit")
class DiskSchemasTest extends SchemaTableContract {

  @TempDir private static Path folder = Path.of("");
  private static TestNodes nodes;

  @BeforeAll
  static void open() {
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
  protected void lose(String cache) {
    Shard first = nodes.filesOf("one").shards().get(0);
    int unused =
        first.write(
            "lose",
            session -> {
              session.run("DELETE FROM schema WHERE id = ?", CacheFiles.id("test:" + cache));
              return session.run("DELETE FROM cache WHERE id = ?", CacheFiles.id("test:" + cache));
            });
  }
}
