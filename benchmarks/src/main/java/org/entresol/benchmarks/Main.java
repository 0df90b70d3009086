package org.entresol.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.RunnerException;

/** The command: runs a plan, prints its tables and keeps them beside JMH's JSON. */
public final class Main {
  private static final String USAGE =
      "Usage: Main <directory> quick|near|full|redis|behind [times]";

  private Main() {}

  /**
   * Runs a plan.
   *
   * @param arguments the directory for the results, the plan, and how many times if not its own
   *     number
   * @throws IllegalArgumentException if the arguments are not these
   * @throws RunnerException if a benchmark fails
   * @throws IOException if the results can't be written
   */
  public static void main(String... arguments) throws RunnerException, IOException {
    if (arguments.length < 2 || arguments.length > 3) {
      throw new IllegalArgumentException(USAGE);
    }
    Path directory = Path.of(arguments[0]);
    String name = arguments[1];
    int times = arguments.length == 3 ? times(arguments[2]) : 0;
    if (name.equals("redis")) {
      RedisMain.run(directory, times == 0 ? 20 : times);
      return;
    }
    if (name.equals("behind")) {
      WriteMain.run(directory, times == 0 ? 10 : times);
      return;
    }
    Plan plan = Plan.named(name, times);
    Jmh jmh = new Jmh();
    String tables = new Report(new Runs(plan, jmh).run()).markdown();
    Files.createDirectories(directory);
    ResultFormatFactory.getInstance(
            ResultFormatType.JSON, directory.resolve(name + ".json").toString())
        .writeOut(jmh.results());
    Files.writeString(directory.resolve(name + ".md"), tables);
    System.out.print(tables);
  }

  private static int times(String argument) {
    if (!argument.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          "The number of times is '" + argument + "'; allowed is 1 to 9999");
    }
    return Integer.parseInt(argument);
  }
}
