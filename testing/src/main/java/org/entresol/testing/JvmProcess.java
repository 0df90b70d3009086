package org.entresol.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Another JVM with this one's class path, for what only two processes can show.
 *
 * <p>It does not outlive this JVM. Its methods may be called by one thread at a time.
 */
public final class JvmProcess implements AutoCloseable {
  private final Child child;
  private final Writer input;
  private final Lines output;
  private final Lines errors;

  private JvmProcess(Child child) {
    this.child = child;
    this.input = child.process().outputWriter();
    this.output = Lines.of(child.process().inputReader(), "stdout-" + child.pid());
    this.errors = Lines.of(child.process().errorReader(), "stderr-" + child.pid());
  }

  /** A JVM that runs a class's `main` with these arguments. */
  public static JvmProcess start(Class<?> main, String... arguments) {
    return start(List.of(), main, arguments);
  }

  /**
   * A JVM that runs a class's `main` with these arguments.
   *
   * @param options of the JVM, such as `-Xmx64m` or `-Dname=value`
   */
  public static JvmProcess start(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return start(command);
  }

  /**
   * A JVM that knows nothing of this one's class path.
   *
   * @param arguments all that stands behind `java`, such as `-p path -m module/main argument`
   */
  public static JvmProcess start(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(howThisOneRuns());
    command.addAll(arguments);
    return new JvmProcess(Child.start(new ProcessBuilder(command)));
  }

  /** The collector and the compilers that this JVM was told to use: a short life is the same. */
  private static List<String> howThisOneRuns() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.matches("-XX:(\\+Use\\w+GC|TieredStopAtLevel=\\d)"))
        .toList();
  }

  /**
   * The next line of its standard output that passes; those before it are skipped.
   *
   * @throws IllegalStateException when none has come in time, or its output has ended; the message
   *     holds all that it wrote
   */
  public String awaitLine(Predicate<String> test, Duration atMost) {
    return output.await(test, atMost, this::told);
  }

  /** The lines that have come of its standard output so far. */
  public List<String> output() {
    return output.lines();
  }

  /** Writes a line to its standard input. */
  public void send(String line) {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(told(), e);
    }
  }

  /**
   * Its exit status.
   *
   * @throws IllegalStateException when it still runs after that time
   */
  public int awaitExit(Duration atMost) {
    if (!child.awaitExit(atMost)) {
      throw new IllegalStateException("still running after " + atMost + "; " + told());
    }
    return child.process().exitValue();
  }

  public boolean isAlive() {
    return child.isAlive();
  }

  /** Ends it at once (SIGKILL). */
  public void kill() {
    child.kill();
  }

  /** Stops it (SIGSTOP): its connections stay, its clock goes on. */
  public void pause() {
    child.pause();
  }

  /** Continues it after a pause. */
  public void resume() {
    child.resume();
  }

  @Override
  public void close() {
    child.kill();
  }

  private String told() {
    return "it wrote:\n" + output.all() + "\nand as errors:\n" + errors.all();
  }

  /** All lines of a stream, read as they come. */
  private static final class Lines {
    private final List<String> lines = new ArrayList<>();
    private int next;
    private boolean ended;

    static Lines of(BufferedReader reader, String name) {
      Lines lines = new Lines();
      Thread thread = new Thread(() -> lines.readAll(reader), name);
      thread.setDaemon(true);
      thread.start();
      return lines;
    }

    String await(Predicate<String> test, Duration atMost, Supplier<String> told) {
      return Waits.interruptibly(() -> nextThatPasses(test, atMost))
          .orElseThrow(
              () -> new IllegalStateException("no such line within " + atMost + "; " + told.get()));
    }

    synchronized List<String> lines() {
      return List.copyOf(lines);
    }

    synchronized String all() {
      return String.join("\n", lines);
    }

    /** Empty when none has come in time, or none can come. */
    private synchronized Optional<String> nextThatPasses(Predicate<String> test, Duration atMost)
        throws InterruptedException {
      long deadline = System.nanoTime() + atMost.toNanos();
      while (true) {
        while (next < lines.size()) {
          String line = lines.get(next++);
          if (test.test(line)) {
            return Optional.of(line);
          }
        }
        long left = deadline - System.nanoTime();
        if (ended || left <= 0) {
          return Optional.empty();
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    }

    private void readAll(BufferedReader reader) {
      try {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          add(line);
        }
      } catch (IOException e) {
        add("(" + e + ")");
      }
      end();
    }

    private synchronized void add(String line) {
      lines.add(line);
      notifyAll();
    }

    private synchronized void end() {
      ended = true;
      notifyAll();
    }
  }
}
