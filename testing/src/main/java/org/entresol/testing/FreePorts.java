package org.entresol.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * Ports that nobody listens on.
 *
 * <p>They lie below those that systems give to outgoing connections, so that none of these takes
 * one before its server does. A cluster's node takes a second port, 10,000 above the first. No
 * other JVM is given the same ones while this one lives: a server that was killed finds its port
 * free when it starts again.
 */
public final class FreePorts {
  /** 127.0.0.1, where all servers listen. */
  static final InetAddress LOOPBACK = loopback();

  private static final int FIRST = 11_000;
  private static final int BLOCKS = 200;
  private static final int SIZE = 50;
  private static final int BUS = 10_000;

  private static final Claims CLAIMS = new Claims(file(), BLOCKS);

  /** The next port, counted from the first; a block begins where it is a multiple of the size. */
  private static int next;

  private FreePorts() {}

  /** A free port of 127.0.0.1 that this JVM has not been given lately. */
  public static synchronized int next() {
    for (int tries = 0; tries < BLOCKS * SIZE; tries++) {
      if (next % SIZE == 0) {
        next = CLAIMS.next() * SIZE;
      }
      int port = FIRST + next;
      next++;
      if (isFree(port) && isFree(port + BUS)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port from " + FIRST + " to " + (FIRST + BLOCKS * SIZE - 1));
  }

  /** Each user has one, as no user may lock bytes of another one's. */
  private static Path file() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "entresol-test-ports-" + System.getProperty("user.name"));
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, LOOPBACK)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
