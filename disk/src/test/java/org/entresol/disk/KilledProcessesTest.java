package org.entresol.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.entresol.EntresolCache;
import org.entresol.EntresolTiersMXBean;
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

  /** Each of all is killed once in a round, and again at its end. */
  private static final int ROUNDS = Integer.getInteger("entresol.kill.rounds", 2);

  private static final Duration LONG = Duration.ofMinutes(3);

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

  private void startAll() throws Exception {
    running.clear();
    for (int id = 0; id < PROCESSES; id++) {
      running.add(start(id));
    }
    for (JvmProcess process : running) {
      process.awaitLine("ready"::equals, LONG);
    }
  }

  @Test
  void kill_inTheMiddleOfWrites_losesNothingAndShowsNothingOld() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      startAll();
      List<JvmProcess> killed = new ArrayList<>();
      for (int id = 0; id < PROCESSES; id++) {
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
      assertThat(Integrity.of(caches())).containsOnly("ok").hasSize(4);
    }
    requireOrphansGo();
  }

  private Path caches() {
    return folder.resolve("caches");
  }

  private void requireAcknowledged() throws Exception {
    Registers registers = Registers.open(folder.resolve("registers"));
    long written = 0;
    try (Cache<String, byte[]> cache = RegisterWorker.open(caches(), Stack.DISK)) {
      for (int key = 0; key < Registers.KEYS; key++) {
        assertThat(RegisterWorker.number(cache.get(RegisterWorker.key(key))))
            .as(RegisterWorker.key(key))
            .isBetween(registers.acknowledged(key), registers.begun(key));
        written += registers.acknowledged(key);
      }
      // What the killed have left without a row is a finding as soon as it is a minute old.
      date(System.currentTimeMillis());
      assertThat(((EntresolCache<String, byte[]>) cache).check()).isEmpty();
      assertThat(cache.unwrap(EntresolTiersMXBean.class).getDiskLostValues()).isZero();
      cache.getCacheManager().close();
    }
    assertThat(written).isGreaterThan(100);
  }

  /** What was written for a row that never came; those that are young might get one. */
  private void requireOrphansGo() throws Exception {
    date(0);
    try (Cache<String, byte[]> cache = RegisterWorker.open(caches(), Stack.DISK)) {
      ((EntresolCache<String, byte[]>) cache).compact();
      long large = 0;
      for (int key = 0; key < Registers.KEYS; key++) {
        byte[] value = cache.get(RegisterWorker.key(key));
        large += (value != null && value.length > 100) ? 1 : 0;
      }
      assertThat(valueFiles()).hasSize((int) large);
      cache.getCacheManager().close();
    }
  }

  /** Says of all values that they were written at an instant, in milliseconds. */
  private void date(long written) throws IOException {
    for (Path file : valueFiles()) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(written));
    }
  }

  private List<Path> valueFiles() throws IOException {
    try (Stream<Path> all = Files.walk(caches())) {
      return all.filter(file -> file.toString().contains("-values"))
          .filter(Files::isRegularFile)
          .toList();
    }
  }
}
