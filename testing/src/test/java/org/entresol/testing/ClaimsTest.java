package org.entresol.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("processes")
class ClaimsTest {
  private static final int COUNT = 4;

  @TempDir private Path folder;

  @Test
  void numbers_whileAnotherJvmHasOne_areTheOthers() {
    try (JvmProcess other = claimer(COUNT)) {
      int taken = Integer.parseInt(other.awaitLine(line -> true, Duration.ofSeconds(30)));

      Claims ours = new Claims(file(), COUNT);

      assertThat(Stream.generate(ours::next).limit(2 * COUNT))
          .hasSize(2 * COUNT)
          .doesNotContain(taken)
          .containsAll(others(taken));
    }
  }

  @Test
  void number_ofAJvmThatWasKilled_isGivenAgain() {
    int taken;
    try (JvmProcess other = claimer(1)) {
      taken = Integer.parseInt(other.awaitLine(line -> true, Duration.ofSeconds(30)));
      other.kill();
    }

    assertThat(new Claims(file(), 1).next()).isEqualTo(taken);
  }

  private Path file() {
    return folder.resolve("claims");
  }

  private JvmProcess claimer(int count) {
    return JvmProcess.start(ClaimMain.class, file().toString(), "" + count);
  }

  private static Iterable<Integer> others(int taken) {
    return Stream.of(0, 1, 2, 3).filter(number -> number != taken).toList();
  }

  /** Claims a number, tells it and stays. */
  static final class ClaimMain {
    private ClaimMain() {}

    public static void main(String[] arguments) throws IOException {
      Claims claims = new Claims(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
      System.out.println(claims.next());
      if (System.in.read() >= 0) {
        throw new AssertionError("nobody writes to it");
      }
    }
  }
}
