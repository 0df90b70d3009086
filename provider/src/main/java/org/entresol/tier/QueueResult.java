package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;

/**
 * What became of one pending write that was claimed.
 *
 * @param write the write
 * @param fate what becomes of it
 * @param pause how long it is left alone, where it is to be tried again
 * @param error what went wrong, in words, of which as much is kept as fits into {@value
 *     #LONGEST_ERROR} bytes of UTF-8; empty where nothing did
 */
public record QueueResult(QueuedWrite write, Fate fate, Duration pause, String error) {

  private static final int LONGEST_ERROR = 1000;

  /** Creates it from its parts, and cuts the error. */
  public QueueResult {
    error = cut(error);
  }

  /** As much of a text as is kept, without the beginning of a character that is cut. */
  private static String cut(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int length = Math.min(bytes.length, LONGEST_ERROR);
    while (length < bytes.length && (bytes[length] & 0xc0) == 0x80) {
      length--;
    }
    return (length == bytes.length) ? text : new String(bytes, 0, length, UTF_8);
  }

  /** What becomes of a pending write. */
  public enum Fate {
    /** It is done, so it is taken out of the queue, as is a dead letter of its key. */
    DONE,
    /** It stays and is tried again later. */
    RETRY,
    /** It was not tried, and stays as it is for a while. */
    WAIT,
    /**
     * It becomes the dead letter of its key; if there is no room for one more, it stays and is
     * tried again later.
     */
    BURY
  }
}
