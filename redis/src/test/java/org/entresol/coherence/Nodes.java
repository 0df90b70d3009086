package org.entresol.coherence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.ClientCommand;
import org.entresol.testing.Monitor;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The servers, networks and nodes of one test, closed when it is over, the newest first. */
final class Nodes implements AfterEachCallback {
  /** One partition for all keys, so that each announcement is next to each other. */
  static final String[] ONE_PARTITION = {"defaults.partitions", "1"};

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Anything that has to be closed after the test. */
  <T extends AutoCloseable> T closing(T thing) {
    open.push(thing);
    return thing;
  }

  RedisServer server(String... configuration) {
    return closing(RedisServer.start(configuration));
  }

  ChaosProxy proxy(RedisServer server) {
    return closing(ChaosProxy.before(server));
  }

  /** A node on one server, by its address. */
  Node node(String address, String... settings) {
    return closing(Node.start(Node.single(address), settings));
  }

  /** How many entries a server was asked for by reads while an action ran. */
  static long entriesAskedFor(RedisServer server, Monitor.Action action) throws Exception {
    try (Monitor monitor = Monitor.of(server)) {
      return monitor.during(action).stream()
          .filter(command -> command.name().equals("MGET"))
          .map(ClientCommand::words)
          .flatMap(List::stream)
          .filter(word -> word.contains("}:e:"))
          .count();
    }
  }

  /** A figure of a server's `INFO`. */
  static long info(RedisServer server, String name) {
    try (RespClient client = server.connect()) {
      return client
          .text("INFO", "everything")
          .lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
