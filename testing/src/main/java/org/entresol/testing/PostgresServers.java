package org.entresol.testing;

/** The database server that the tests of one JVM share when all they need is a database. */
public final class PostgresServers {
  private PostgresServers() {}

  /**
   * A plain server, started by the first call and ended with the JVM.
   *
   * <p>Nobody may kill, pause or close it; a test creates a database of its own.
   */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    static final PostgresServer SERVER = PostgresServer.start();
  }
}
