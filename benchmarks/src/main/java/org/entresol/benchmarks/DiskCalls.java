package org.entresol.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A program that prints what calls take that go to files, of all peers in turns: the median over
 * the rounds of what the processes of a round have in the middle, and of what one call in a hundred
 * is longer than.
 */
public final class DiskCalls {
  private static final List<Integer> PROCESSES = List.of(1, 2, 4);
  private static final List<Integer> LENGTHS = List.of(200, 4096, 102_400);
  private static final int MOST_KEYS = 10_000;
  private static final long MOST_BYTES = 100_000_000;
  private static final long SLICE_MILLIS = 700;
  private static final int WARMUP = 4;
  private static final int MANY = 1_000_000;
  private static final int FIGURES = 7;

  private final Path root;
  private final Path script;
  private final @Nullable String python;

  private DiskCalls(Path root, Path script, @Nullable String python) {
    this.root = root;
    this.script = script;
    this.python = python;
  }

  /**
   * Measures and prints.
   *
   * @param arguments how many rounds, if not 5; then the lengths of values, if not all
   */
  public static void main(String... arguments) throws Exception {
    int rounds = (arguments.length == 0) ? 5 : Integer.parseInt(arguments[0]);
    List<Integer> lengths =
        (arguments.length < 2)
            ? LENGTHS
            : Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList();
    Path root = Files.createTempDirectory("entresol-disk");
    try {
      Path script = root.resolve("disk_worker.py");
      try (InputStream text = DiskCalls.class.getResourceAsStream("/disk_worker.py")) {
        Files.copy(Objects.requireNonNull(text), script, StandardCopyOption.REPLACE_EXISTING);
      }
      String python = python();
      if (python == null) {
        System.out.println(
            "No python3 has diskcache (apt-get install python3-diskcache): left out");
      }
      new DiskCalls(root, script, python).print(rounds, lengths);
      if (arguments.length < 2) {
        printInOneJvm(root);
      }
    } finally {
      delete(root);
    }
  }

  private static void printInOneJvm(Path root) throws IOException {
    Path directory = Files.createTempDirectory(root, "many");
    DiskInOneJvm.fill(directory, MANY);
    System.out.printf(
        Locale.ROOT,
        "%nOpening %,d entries and reading one: %s ms%n",
        MANY,
        DiskInOneJvm.openingMillis(directory));
    System.out.printf(
        "A near hit of heap+disk takes %s times a hit of the heap%n",
        DiskInOneJvm.nearOverHeap(Files.createTempDirectory(root, "near")));
  }

  /** The Python that has diskcache; null if none has. */
  private static @Nullable String python() throws InterruptedException {
    for (String one : List.of("python3", "/usr/bin/python3")) {
      if (hasDiskcache(one)) {
        return one;
      }
    }
    return null;
  }

  private static boolean hasDiskcache(String python) throws InterruptedException {
    try {
      return new ProcessBuilder(python, "-c", "import diskcache")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // There is no program of that name.
      return false;
    }
  }

  private void print(int rounds, List<Integer> lengths) throws Exception {
    System.out.println(
        """
        | value, processes | peer | get p50 | p99 | put p50 | p99 | delete p50 | p99 | failed |
        | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |""");
    for (int length : lengths) {
      for (int processes : PROCESSES) {
        print(rounds, length, processes);
      }
    }
  }

  private void print(int rounds, int length, int processes) throws Exception {
    Map<DiskPeer, List<Worker>> all = new EnumMap<>(DiskPeer.class);
    Map<DiskPeer, List<double[]>> answers = new EnumMap<>(DiskPeer.class);
    try {
      for (DiskPeer peer : DiskPeer.values()) {
        if ((peer.isShared() || processes == 1) && (!peer.isPython() || python != null)) {
          all.put(peer, start(peer, length, processes));
          answers.put(peer, new ArrayList<>());
        }
      }
      // The first rounds are for the compilers.
      for (int round = 1 - WARMUP; round <= rounds; round++) {
        for (Map.Entry<DiskPeer, List<Worker>> one : all.entrySet()) {
          for (Worker worker : one.getValue()) {
            worker.go();
          }
          for (Worker worker : one.getValue()) {
            double[] answer = worker.answer();
            if (round > 0) {
              Objects.requireNonNull(answers.get(one.getKey())).add(answer);
            }
          }
        }
      }
    } finally {
      all.values().forEach(workers -> workers.forEach(Worker::close));
    }
    answers.forEach((peer, some) -> System.out.println(line(length, processes, peer, some)));
  }

  private List<Worker> start(DiskPeer peer, int length, int processes) throws IOException {
    Path directory = Files.createTempDirectory(root, peer.name());
    int keys = (int) Math.min(MOST_KEYS, MOST_BYTES / length);
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      List<String> command =
          new ArrayList<>(
              peer.isPython()
                  ? List.of(Objects.requireNonNull(python), script.toString())
                  : List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      DiskWorker.class.getName()));
      command.addAll(
          List.of(
              peer.name(),
              directory.toString(),
              String.valueOf(length),
              String.valueOf(keys),
              String.valueOf(i == 0 ? keys : 0)));
      workers.add(new Worker(command));
    }
    return workers;
  }

  private static String line(int length, int processes, DiskPeer peer, List<double[]> answers) {
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "| %d B, %d | %s |", length, processes, peer.label()));
    IntStream.range(0, FIGURES - 1)
        .forEach(
            i ->
                line.append(' ')
                    .append(
                        Spread.shown(
                            Spread.of(answers.stream().map(one -> one[i]).toList()).median()))
                    .append(" |"));
    double failed = answers.stream().mapToDouble(one -> one[FIGURES - 1]).sum();
    return line.append(String.format(Locale.ROOT, " %.0f |", failed)).toString();
  }

  private static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** A process that works when it is told to. */
  private static final class Worker implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    Worker(List<String> command) throws IOException {
      this.process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      this.answers = process.inputReader(StandardCharsets.UTF_8);
      if (!"ready".equals(answers.readLine())) {
        throw new IOException("did not come up: " + command);
      }
    }

    void go() throws IOException {
      process.outputWriter(StandardCharsets.UTF_8).append(SLICE_MILLIS + "\n").flush();
    }

    double[] answer() throws IOException {
      String line = answers.readLine();
      if (line == null) {
        throw new IOException("has ended: " + process.info());
      }
      return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
