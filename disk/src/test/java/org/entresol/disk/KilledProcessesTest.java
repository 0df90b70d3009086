package org.entresol.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import org.entresol.Stack;
import org.entresol.testing.JvmProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that share a directory and are killed at random moments: what was acknowledged is
 * there, no file is damaged, and no read, near ones included, is ever older than another before it.
 */
@Tag("processes")
class KilledProcessesTest {

  private static final int PROCESSES = 4;
  private static final int ROUNDS = 8;
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path folder = Path.of("");
  private final List<JvmProcess> running = new ArrayList<>();
  private final Random random = new Random();

  @AfterEach
  void stop() {
    running.forEach(JvmProcess::close);
  }

  private JvmProcess start(int id) {
    return JvmProcess.start(
        List.of("-Xmx64m"),
        RegisterWorker.class,
        folder.resolve("caches").toString(),
        folder.resolve("registers").toString(),
        String.valueOf(id),
        String.valueOf(PROCESSES));
  }

  @Test
  void kill_inTheMiddleOfWrites_losesNothingAndShowsNothingOld() throws Exception {
    List<JvmProcess> killed = new ArrayList<>();
    for (int id = 0; id < PROCESSES; id++) {
      running.add(start(id));
    }
    for (JvmProcess process : running) {
      process.awaitLine("ready"::equals, LONG);
    }
    for (int round = 0; round < ROUNDS; round++) {
      int id = random.nextInt(PROCESSES);
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(300_000)));
      JvmProcess victim = running.get(id);
      victim.kill();
      killed.add(victim);
      JvmProcess next = start(id);
      running.set(id, next);
      next.awaitLine("ready"::equals, LONG);
    }
    running.forEach(JvmProcess::kill);
    killed.addAll(running);

    for (JvmProcess process : killed) {
      process.awaitExit(LONG);
      assertThat(process.output()).containsExactly("ready");
    }
    requireAcknowledged();
    assertThat(Integrity.of(folder.resolve("caches"))).containsOnly("ok").hasSize(4);
  }

  private void requireAcknowledged() throws Exception {
    Registers registers = Registers.open(folder.resolve("registers"));
    long written = 0;
    try (Cache<String, Long> cache = RegisterWorker.open(folder.resolve("caches"), Stack.DISK)) {
      for (int key = 0; key < Registers.KEYS; key++) {
        Long found = cache.get(RegisterWorker.key(key));
        assertThat(found == null ? 0 : found)
            .as(RegisterWorker.key(key))
            .isBetween(registers.acknowledged(key), registers.begun(key));
        written += registers.acknowledged(key);
      }
      cache.getCacheManager().close();
    }
    assertThat(written).isGreaterThan(100);
  }
}
