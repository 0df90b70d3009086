package org.entresol.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("processes")
class JvmProcessTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void awaitLine_afterSend_readsTheAnswer() {
    try (JvmProcess jvm = JvmProcess.start(List.of("-Xmx64m"), EchoMain.class, "a", "b c")) {
      assertThat(jvm.awaitLine(line -> line.startsWith("ready"), SOON)).isEqualTo("ready a b c");

      jvm.send("one");
      jvm.send("two");

      assertThat(jvm.awaitLine(line -> line.endsWith("two"), SOON)).isEqualTo("echo two");
      jvm.send("exit 3");
      assertThat(jvm.awaitExit(SOON)).isEqualTo(3);
    }
  }

  @Test
  void awaitLine_afterTheEnd_failsWithWhatItWrote() {
    try (JvmProcess jvm = JvmProcess.start(List.of("-Xmx64m"), JvmProcessTest.class)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> jvm.awaitLine("never"::equals, SOON))
          .withMessageContaining("main");
      assertThat(jvm.awaitExit(SOON)).isEqualTo(1);
    }
  }

  @Test
  void pause_running_answersAfterResumeOnly() {
    try (JvmProcess jvm = JvmProcess.start(List.of("-Xmx64m"), EchoMain.class)) {
      jvm.awaitLine(line -> line.startsWith("ready"), SOON);

      jvm.pause();
      jvm.send("hello");
      assertThatIllegalStateException()
          .isThrownBy(() -> jvm.awaitLine(line -> line.startsWith("echo"), SHORT));

      jvm.resume();
      assertThat(jvm.awaitLine(line -> line.startsWith("echo"), SOON)).isEqualTo("echo hello");
    }
  }

  @Test
  void kill_withServerOfItsOwn_takesTheServerAlong() {
    try (JvmProcess jvm = JvmProcess.start(List.of("-Xmx64m"), EchoMain.class)) {
      jvm.send("server");
      String line = jvm.awaitLine(l -> l.startsWith("port "), SOON);
      int port = Integer.parseInt(line.substring("port ".length()));
      RespClient.connect(port).close();

      jvm.kill();

      assertThat(jvm.isAlive()).isFalse();
      await().atMost(SOON).until(() -> isRefused(port));
    }
  }

  private static boolean isRefused(int port) {
    try (RespClient client = RespClient.connect(port)) {
      return client.text("PING").isEmpty();
    } catch (UncheckedIOException e) {
      return true;
    }
  }
}
