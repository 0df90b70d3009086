package org.entresol.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A process of this JVM that can be stopped, continued and killed, and that does not outlive it.
 */
final class Child {
  private static final Duration DEATH = Duration.ofSeconds(10);

  private final Process process;
  private final AtomicBoolean forgotten = new AtomicBoolean();

  private Child(Process process) {
    this.process = process;
  }

  static Child start(ProcessBuilder builder) {
    try {
      Child child = new Child(builder.start());
      Watchdog.watch(child.pid());
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process process() {
    return process;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Stops the process and returns when none of its threads runs any more. */
  void pause() {
    signal("STOP");
    Waits.until("process " + pid() + " to stop", DEATH, this::isStopped);
  }

  void resume() {
    signal("CONT");
  }

  /** Kills the process, paused or not, and returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    if (!awaitExit(DEATH)) {
      throw new IllegalStateException("process " + pid() + " survived SIGKILL for " + DEATH);
    }
  }

  /**
   * Asks the process by SIGQUIT to end, and returns when it is gone; one that has ended is left.
   */
  void quit() {
    if (process.isAlive()) {
      signal("QUIT");
    }
    if (!awaitExit(DEATH)) {
      throw new IllegalStateException("process " + pid() + " survived SIGQUIT for " + DEATH);
    }
  }

  /** False when the process still runs after that time. */
  boolean awaitExit(Duration atMost) {
    boolean ended =
        Waits.interruptibly(() -> process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS));
    if (ended && forgotten.compareAndSet(false, true)) {
      Watchdog.forget(pid());
    }
    return ended;
  }

  /** Each thread stops by itself, some time after the signal; only Linux tells. */
  private boolean isStopped() throws IOException {
    Path threads = Path.of("/proc", Long.toString(pid()), "task");
    if (!Files.isDirectory(threads)) {
      return true;
    }
    try (Stream<Path> each = Files.list(threads)) {
      for (Path thread : each.toList()) {
        if (!Files.readString(thread.resolve("stat")).contains(") T ")) {
          return false;
        }
      }
    }
    return true;
  }

  private void signal(String name) {
    if (!process.isAlive()) {
      throw new IllegalStateException("process " + pid() + " has ended: no SIG" + name + " for it");
    }
    // The shell's own kill: a machine need not have the program.
    String command = "kill -" + name + " " + pid();
    Process shell = Child.run("sh", "-c", command);
    int status = Waits.interruptibly(shell::waitFor);
    if (status != 0) {
      throw new IllegalStateException(command + " ended with status " + status);
    }
  }

  private static Process run(String... command) {
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
