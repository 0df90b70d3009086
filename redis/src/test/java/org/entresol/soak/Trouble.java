package org.entresol.soak;

/**
 * What was done to a server or to processes, and when.
 *
 * @param what in words
 * @param cutOff whether somebody could not reach a server meanwhile
 * @param server whose server, one of {@link Site}'s; {@link #ALL} for both
 * @param node which process; {@link #ALL} for all
 */
record Trouble(long begin, long end, String what, boolean cutOff, int server, int node) {
  static final int ALL = -1;

  /** As one line, with times since a moment. */
  String line(long since) {
    return "%+8.1f to %+6.1f s %s".formatted((begin - since) / 1e3, (end - since) / 1e3, what);
  }

  /** Whether a process could not reach a server. */
  boolean cutsOff(int itsServer, int itsNode) {
    return cutOff && (server == ALL || server == itsServer) && (node == ALL || node == itsNode);
  }
}
