package org.entresol.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;

/**
 * A shell that kills the processes of this JVM when the JVM is gone.
 *
 * <p>It waits on a pipe, which ends with the JVM however that ended: a shutdown hook would not run
 * in a JVM that was killed.
 */
final class Watchdog {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=' '
      while read -r verb pid; do
        case $verb in
          watch) pids="$pids$pid " ;;
          forget) pids="${pids%% $pid *} ${pids#* $pid }" ;;
        esac
      done
      kill -9 $pids
      """;

  private static final Watchdog INSTANCE = start();

  private final Writer orders;

  private Watchdog(Writer orders) {
    this.orders = orders;
  }

  /** Kills this process after the end of this JVM. */
  static void watch(long pid) {
    INSTANCE.order("watch", pid);
  }

  /** Leaves a watched process alone: it has ended, and its number may become another's. */
  static void forget(long pid) {
    INSTANCE.order("forget", pid);
  }

  private synchronized void order(String verb, long pid) {
    try {
      orders.write(verb + " " + pid + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Watchdog start() {
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", SCRIPT)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      return new Watchdog(shell.outputWriter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
