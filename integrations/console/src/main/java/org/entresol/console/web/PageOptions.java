package org.entresol.console.web;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a page is, and for whom. Immutable.
 *
 * @param bind the address that is listened at
 * @param port its port; 0 for any that is free
 * @param names what the server may be called beside its address, with the port if it is said
 * @param tokens who may change something; where others than this machine reach the page, also who
 *     may look
 * @param journal is told of tokens that are none, as often as there are any; thread-safe
 */
public record PageOptions(
    InetAddress bind, int port, List<String> names, Tokens tokens, Consumer<String> journal) {

  /**
   * Creates options.
   *
   * @throws IllegalArgumentException if others than this machine reach the page, and there is no
   *     token
   */
  public PageOptions {
    names = List.copyOf(names);
    if (isReached(bind, names) && tokens.isEmpty()) {
      throw new IllegalArgumentException(
          "to bind to %s%s is not allowed without tokens, since others than this machine reach it; allowed: a loopback address and no other name, or a file of tokens"
              .formatted(
                  bind.getHostAddress(), names.isEmpty() ? "" : " and to be called " + names));
    }
  }

  /** Whether others than this machine reach the page, as through a proxy that calls it so. */
  boolean isReached() {
    return isReached(bind, names);
  }

  private static boolean isReached(InetAddress bind, List<String> names) {
    return !bind.isLoopbackAddress() || !names.isEmpty();
  }
}
