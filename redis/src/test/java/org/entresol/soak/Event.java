package org.entresol.soak;

/**
 * What happened to one key in one process.
 *
 * @param at when, in milliseconds of the machine's clock
 * @param cache the name of the cache
 * @param number which write of its key it is about, or the value that was found; 0 for none
 */
record Event(long at, Kind kind, String cache, int key, long number) {

  /** What happened. */
  enum Kind {
    /** A put begins. */
    PUT,
    /** A removal begins. */
    REMOVE,
    /** The write was acknowledged. */
    DONE,
    /** The write failed, and may have been made. */
    UNKNOWN,
    /** The write failed, and was certainly not made. */
    REFUSED,
    /** The last of a number of reads that found this began. */
    SEEN,
    /** A read began that found less than its node had known before: see the number. */
    WENT_BACK,
    /**
     * The writer of a key read it, and found something else than it had written: see the number.
     */
    NOT_OWN,
    /** What is found in the end, without any traffic. */
    LAST,
    /** An increment begins. */
    COUNT,
    /** An increment was acknowledged, and came to this number. */
    COUNTED,
    /** The process had stood still for so many milliseconds. */
    STOOD,
  }

  static Event of(String line) {
    String[] words = line.split(" ", -1);
    return new Event(
        Long.parseLong(words[0]),
        Kind.valueOf(words[1]),
        words[2],
        Integer.parseInt(words[3]),
        Long.parseLong(words[4]));
  }

  /** As one line, which {@link #of} takes. */
  String line() {
    return at + " " + kind + " " + cache + " " + key + " " + number;
  }
}
