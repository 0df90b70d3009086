package org.entresol.testing;

/** The server that the tests of one JVM share when all they need is a server. */
public final class RedisServers {
  private RedisServers() {}

  /**
   * A plain server, started by the first call and ended with the JVM.
   *
   * <p>Nobody may kill, pause or close it; a test takes a namespace of its own, or starts with
   * `FLUSHALL`.
   */
  public static RedisServer shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    static final RedisServer SERVER = RedisServer.start();
  }
}
