package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class PersistentCacheTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void run_again_findsEverything() {
    assertThat(PersistentCache.run(folder)).isEqualTo(100);
    assertThat(PersistentCache.run(folder)).isZero();
    Leftovers.assertNone();
  }
}
