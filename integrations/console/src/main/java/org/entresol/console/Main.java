package org.entresol.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.regex.Pattern;
import org.entresol.fault.OneLine;
import org.entresol.tier.TierException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Stateless. */
public final class Main {

  /** What stands before a host in an address; the manual's form of one is none. */
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i)(rediss?:(?://)?+)[^\\s\\[]\\S*@");

  private Main() {}

  /**
   * Carries a command out, and ends the JVM with its code: 0 if all is well, 1 if it is but for
   * something to look at, 2 if it is not, or the command was not understood or could not be carried
   * out.
   *
   * @param arguments the command, the address of a Redis, and what the command takes
   */
  public static void main(String[] arguments) {
    // What goes wrong is told as the end of the command, once.
    LogManager.getLogManager().getLogger("").setLevel(Level.OFF);
    Screen screen =
        new Screen(
            new BufferedReader(new InputStreamReader(System.in, UTF_8)),
            new PrintWriter(System.out, true, UTF_8),
            new PrintWriter(System.err, true, UTF_8),
            isTerminal());
    System.exit(run(screen, arguments));
  }

  /** From JDK 22 on there is a console where nobody sits before it, too, and it tells so. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Carries a command out; the code that it ends with. */
  static int run(Screen screen, String... arguments) {
    CommandLine line = new CommandLine(new EntresolCommand(), new Commands(screen));
    int code = executed(line, screen, arguments);
    return screen.isGone()
        ? failed(screen, line, "the answer could not be written whole: nobody takes it")
        : code;
  }

  /** What there is no room for ends a command with the code of a failure, as all else does. */
  private static int executed(CommandLine line, Screen screen, String... arguments) {
    try {
      return execute(line, screen, arguments);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return failed(screen, line, e + "; allowed: what this JVM has room for (-Xmx, -Xss)");
    }
  }

  private static int execute(CommandLine line, Screen screen, String... arguments) {
    return line.setOut(screen.out())
        .setErr(screen.err())
        .setUsageHelpAutoWidth(true)
        // A key may begin with an at sign, and is no file of arguments then.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(
            (failure, given) -> failed(screen, failure.getCommandLine(), reason(failure)))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> failed(screen, command, reason(failure)))
        .execute(arguments);
  }

  private static int failed(Screen screen, CommandLine command, String reason) {
    screen.error(
        command.getCommandSpec().qualifiedName()
            + ": "
            + OneLine.of(masked(reason).replaceAll("\\R+", "; ")));
    return ExitCode.FAILED;
  }

  /** A reason in which no password of an address is repeated. */
  static String masked(String reason) {
    return CREDENTIALS.matcher(reason).replaceAll("$1***@");
  }

  private static String reason(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    if (command.getParent() != null) {
      return failure.getMessage() + "; allowed: what --help tells";
    }
    String said =
        (failure instanceof UnmatchedArgumentException unmatched)
            ? "there is no command '" + unmatched.getUnmatched().get(0) + "'"
            : failure.getMessage();
    return said + "; allowed: " + String.join(", ", command.getSubcommands().keySet());
  }

  /** What is said of a failure. */
  static String reason(Throwable failure) {
    boolean told =
        failure instanceof TierException
            || failure instanceof IllegalArgumentException
            || failure instanceof RefusedException;
    return (told && failure.getMessage() != null) ? failure.getMessage() : failure.toString();
  }
}
