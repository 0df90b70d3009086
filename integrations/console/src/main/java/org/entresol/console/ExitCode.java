package org.entresol.console;

/** What commands end with. Stateless. */
final class ExitCode {

  /** All is well. */
  static final int OK = 0;

  /** Nothing was found, or something is to be looked at. */
  static final int NOTED = 1;

  /** Something is wrong, or the command was not carried out. */
  static final int FAILED = 2;

  private ExitCode() {}
}
