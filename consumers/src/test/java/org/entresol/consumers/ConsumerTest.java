package org.entresol.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.entresol.testing.JvmProcess;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Class path and module path of those who name one dependency, and the programs of the README. */
@Tag("processes")
class ConsumerTest {
  private static final String QUICKSTART = "org.entresol.examples.Quickstart";
  private static final String SHARED_CACHE = "org.entresol.examples.SharedCache";
  private static final Duration LONGEST = Duration.ofMinutes(1);

  @ParameterizedTest
  @EnumSource
  void tree_ofOneDependency_isTheKeptOne(Consumer consumer) {
    assertThat(consumer.tree()).isEqualTo(consumer.keptTree());
  }

  @Test
  void heap_onTheClassPath_runs() {
    sellsAnApple(Consumer.HEAP.onTheClassPath(QUICKSTART));
  }

  @Test
  void heap_onTheModulePath_runs() {
    sellsAnApple(Consumer.HEAP.onTheModulePath(QUICKSTART));
  }

  @Test
  void shared_onBothPaths_sharesTheCache() {
    try (RedisServer redis = RedisServer.start();
        JvmProcess anna = Consumer.SHARED.onTheClassPath(SHARED_CACHE, "anna", redis.address())) {
      assertThat(said(anna)).isEqualTo("anna sees 5 apples");

      try (JvmProcess bert =
          Consumer.SHARED.onTheModulePath(SHARED_CACHE, "bert", redis.address())) {
        assertThat(said(bert)).isEqualTo("bert sees 5 apples");
        bert.send("sell");
        assertThat(said(bert)).isEqualTo("bert sees 4 apples");
        ends(bert);
      }
      ends(anna);
    }
  }

  private static void sellsAnApple(JvmProcess program) {
    try (program) {
      assertThat(program.awaitLine(line -> true, LONGEST)).isEqualTo("4 apples left");
      assertThat(program.awaitExit(LONGEST)).isZero();
    }
  }

  private static void ends(JvmProcess program) {
    program.send("quit");
    assertThat(program.awaitExit(LONGEST)).isZero();
  }

  private static String said(JvmProcess program) {
    return program.awaitLine(line -> line.contains(" sees "), LONGEST);
  }
}
