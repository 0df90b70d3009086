package org.entresol.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.function.Supplier;

/**
 * What a command has come to.
 *
 * @param code what it ended with
 * @param out what it has answered
 * @param err what it has told beside that
 */
record CommandRun(int code, String out, String err) {

  /** Runs a command where nobody sits before a terminal. */
  static CommandRun of(String... arguments) {
    return run(false, "", arguments);
  }

  /** Runs a command before somebody who types an answer. */
  static CommandRun answering(String typed, String... arguments) {
    return run(true, typed + "\n", arguments);
  }

  /** Runs a command whose answer nobody takes. */
  static CommandRun unheard(String... arguments) {
    return run(false, "", new Failing(() -> new IOException("Broken pipe")), arguments);
  }

  /** Runs a command that has no memory left for its answer. */
  static CommandRun cramped(String... arguments) {
    return run(
        false,
        "",
        new Failing(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            }),
        arguments);
  }

  /** Takes nothing. */
  private static final class Failing extends Writer {
    private final Supplier<IOException> failure;

    Failing(Supplier<IOException> failure) {
      this.failure = failure;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      throw failure.get();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "";
    }
  }

  private static CommandRun run(boolean terminal, String typed, String... arguments) {
    return run(terminal, typed, new StringWriter(), arguments);
  }

  private static CommandRun run(boolean terminal, String typed, Writer out, String... arguments) {
    StringWriter err = new StringWriter();
    Screen screen =
        new Screen(
            new BufferedReader(new StringReader(typed)),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            terminal);
    int code = Main.run(screen, arguments);
    return new CommandRun(code, out.toString(), err.toString());
  }

  /** The answer as JSON. */
  JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError(out + err, e);
    }
  }
}
