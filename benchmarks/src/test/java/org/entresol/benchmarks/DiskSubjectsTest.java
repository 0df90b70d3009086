package org.entresol.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is timed does what it is timed for. */
@Tag("unit")
class DiskSubjectsTest {
  @TempDir private Path folder = Path.of("");

  static List<DiskPeer> peers() {
    return DiskPeer.ofJava();
  }

  @ParameterizedTest
  @MethodSource("peers")
  void calls_eachPeer_keepAndRemove(DiskPeer peer) throws Exception {
    try (DiskSubject subject = peer.open(folder)) {
      subject.put("a", new byte[] {1, 2});

      assertThat(subject.get("a")).containsExactly(1, 2);
      subject.delete("a");
      assertThat(subject.get("a")).isNull();
    }
  }

  @Test
  void opening_filledDirectory_takesSomeTime() {
    DiskInOneJvm.fill(folder, 1500);

    assertThat(DiskInOneJvm.openingMillis(folder).median()).isPositive();
  }
}
