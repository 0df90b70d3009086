package org.entresol.tier.disk;

import java.nio.file.Path;
import java.sql.SQLException;
import org.entresol.tier.TierException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What is said of the failures of SQLite. Stateless. */
final class Failures {

  /** The lower byte of a result code says its kind, the others which of them. */
  private static final int KIND = 0xff;

  private Failures() {}

  /**
   * The failure of a call.
   *
   * @param what what was asked for, as a verb
   * @param outcomeKnown whether it is certain that nothing was done
   */
  static TierException of(SQLException cause, Path file, String what, boolean outcomeKnown) {
    String message = "Could not %s: %s: %s".formatted(what, file, reason(cause));
    return is(cause, SQLiteErrorCode.SQLITE_BUSY)
        ? TierException.away(message, cause, outcomeKnown)
        : new TierException(message, cause, outcomeKnown);
  }

  /** The failure of a call of which a part has been done before. */
  static TierException halfDone(TierException failure) {
    String message = failure.getMessage() + "; other files have got their part of it";
    return failure.isAway()
        ? TierException.away(message, failure, false)
        : new TierException(message, failure, false);
  }

  private static String reason(SQLException cause) {
    if (!(cause instanceof SQLiteException known)) {
      return String.valueOf(cause.getMessage());
    }
    return switch (kind(known)) {
      case SQLITE_BUSY -> "another process has written to it for too long";
      case SQLITE_FULL -> "there is no room on the disk";
      case SQLITE_READONLY -> "it is not to be written to by this user";
      case SQLITE_CANTOPEN -> "it cannot be opened or made by this user";
      case SQLITE_CORRUPT, SQLITE_NOTADB -> "it is damaged";
      default -> String.valueOf(cause.getMessage());
    };
  }

  /** Whether the file itself is not what it has to be. */
  static boolean isDamage(SQLException cause) {
    return is(cause, SQLiteErrorCode.SQLITE_CORRUPT) || is(cause, SQLiteErrorCode.SQLITE_NOTADB);
  }

  /** Whether somebody else has the right to write at the moment. */
  static boolean isBusy(SQLException cause) {
    return is(cause, SQLiteErrorCode.SQLITE_BUSY);
  }

  /** Whether there was no step to be taken back. */
  static boolean isNothingToDo(SQLException cause) {
    return is(cause, SQLiteErrorCode.SQLITE_ERROR);
  }

  private static boolean is(SQLException cause, SQLiteErrorCode kind) {
    return cause instanceof SQLiteException known && kind(known) == kind;
  }

  private static SQLiteErrorCode kind(SQLiteException known) {
    return SQLiteErrorCode.getErrorCode(known.getResultCode().code & KIND);
  }
}
