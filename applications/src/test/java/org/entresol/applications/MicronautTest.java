package org.entresol.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.acme.titles.TitlesApplication;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Micronaut's annotations, on two nodes. */
@Tag("processes")
final class MicronautTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"redis", "heap+redis"})
  void title_foundByTheOne_isReadRenamedAndForgottenByTheOther(String stack) {
    String uri = new Caches(directory).uri(stack);
    try (Node one = new Node(Generation.THIS, TitlesApplication.class, uri);
        Node two = new Node(Generation.THIS, TitlesApplication.class, uri)) {
      String title = one.tell("of");
      assertThat(two.tell("of")).isEqualTo(title);
      assertThat(two.tell("found")).isEqualTo("0");

      two.tell("rename");
      await().atMost(SOON).until(() -> one.tell("of").equals("Emma"));

      two.tell("forget");
      await().atMost(SOON).until(() -> !one.tell("of").equals("Emma"));
    }
  }
}
