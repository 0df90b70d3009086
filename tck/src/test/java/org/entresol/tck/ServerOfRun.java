package org.entresol.tck;

import org.entresol.testing.RedisCluster;
import org.entresol.testing.RedisServer;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * The server that a run needs, as its {@code tck.server} says: none, a single server, or a cluster.
 *
 * <p>It runs from before the first test until after the last. Its address is the system property
 * {@code tck.redis}, which the {@code entresol.yaml} of the run refers to.
 */
public final class ServerOfRun implements LauncherSessionListener {
  private static final String WANTED = "tck.server";
  private static final String ADDRESS = "tck.redis";

  private @Nullable Runnable stop;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    String wanted = System.getProperty(WANTED, "none");
    switch (wanted) {
      case "none" -> {}
      case "single" -> {
        RedisServer server = RedisServer.start();
        serve(server.address(), server::close);
      }
      case "cluster" -> {
        RedisCluster cluster = RedisCluster.start();
        serve(cluster.addresses().get(0), cluster::close);
      }
      default ->
          throw new IllegalArgumentException(
              WANTED + "=" + wanted + "; allowed: none, single, cluster");
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (stop != null) {
      stop.run();
      System.clearProperty(ADDRESS);
      stop = null;
    }
  }

  private void serve(String address, Runnable end) {
    System.setProperty(ADDRESS, address);
    stop = end;
  }
}
