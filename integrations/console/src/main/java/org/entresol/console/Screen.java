package org.entresol.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Where a command reads from and writes to. Belongs to one thread. */
final class Screen {

  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final String START_OF_LINE = "\r\u001b[K";

  private final BufferedReader in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;

  /**
   * @param terminal whether somebody sits before it, who can be asked and may be shown how far
   *     something is
   */
  Screen(BufferedReader in, PrintWriter out, PrintWriter err, boolean terminal) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  boolean isTerminal() {
    return terminal;
  }

  /** Writes a line of the answer. */
  void line(String text) {
    out.println(text);
  }

  /** Whether nobody takes the answer any more, or there is no room for it. */
  boolean isGone() {
    return out.checkError();
  }

  /** Writes why there is no answer. */
  void error(String text) {
    err.println(text);
    err.flush();
  }

  /** Empties the terminal, if it is one, for what is shown anew. */
  void clear() {
    if (terminal) {
      out.print(CLEAR);
    }
  }

  /** Shows how far something is, in place of what was shown of it before. */
  void progress(String text) {
    if (terminal) {
      err.print(START_OF_LINE + text);
      err.flush();
    }
  }

  /**
   * Whether whoever sits before the terminal says yes.
   *
   * @throws RefusedException if nobody does
   */
  boolean confirms(String question) {
    if (!terminal) {
      throw new RefusedException(question + " Nobody is here to be asked; allowed: --yes");
    }
    err.print(question + " [y/N] ");
    err.flush();
    try {
      String answer = in.readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
