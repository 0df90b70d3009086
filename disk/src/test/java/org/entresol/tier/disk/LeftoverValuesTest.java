package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Large values whose shards somebody has removed. */
@Tag("unit")
class LeftoverValuesTest extends OneShard {

  private Path file(String root, String name) throws IOException {
    Path part = Files.createDirectories(folder.resolve(root).resolve("0a"));
    return Files.writeString(part.resolve(name), "x");
  }

  @Test
  void node_valuesWithoutTheirShard_removesThemAndNothingElse() throws IOException {
    String value = "000000000000000a";
    Path left = file("entresol-0.7.db-values", value);
    Path notes = file("entresol-0.8.db-values", "notes.txt");
    Path beside = file("entresol-0.8.db-values", value);
    Path aside = file("entresol-0.1.db-values.damaged-20260101-000000-000", value);
    Path other = file("backup-values", value);
    open();
    put(payload(Beside.LARGE, 1));

    // The directories of a value go after it.
    await()
        .until(
            () -> !Files.exists(folder.resolve("entresol-0.7.db-values")) && !Files.exists(beside));

    assertThat(left).doesNotExist();
    assertThat(notes).exists();
    assertThat(aside).exists();
    assertThat(other).exists();
    assertThat(read()).isEqualTo(payload(Beside.LARGE, 1));
  }

  @Test
  void sweep_shardIsALinkToWhatIsAway_leavesItsValues() throws IOException {
    Path value = file("entresol-1.1.db-values", "000000000000000a");
    Path left = file("entresol-1.2.db-values", "000000000000000b");
    Files.createSymbolicLink(folder.resolve("entresol-1.1.db"), folder.resolve("away/shard.db"));

    LeftoverValues leftovers = new LeftoverValues();
    for (int pass = 0; pass < TestNodes.PASSES; pass++) {
      leftovers.sweep(folder, 0);
    }

    assertThat(value).exists();
    assertThat(left).doesNotExist();
  }
}
