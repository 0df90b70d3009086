package org.entresol.testing;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A listener to all commands that clients send to a server: their round trips, when none is
 * pipelined.
 *
 * <p>What a client does to keep its connections does not count: `PING`, `CLIENT`, `HELLO`, `AUTH`,
 * subscriptions and the questions about the topology. Neither does what a script calls.
 */
public final class Monitor implements AutoCloseable {
  private static final Duration ARRIVAL = Duration.ofSeconds(10);
  private static final String MARK = "ECHO";
  private static final Set<String> UPKEEP =
      Set.of(
          "PING",
          "CLIENT",
          "HELLO",
          "AUTH",
          "SELECT",
          "READONLY",
          "SUBSCRIBE",
          "PSUBSCRIBE",
          "SSUBSCRIBE",
          "UNSUBSCRIBE",
          "PUNSUBSCRIBE",
          "SUNSUBSCRIBE",
          "INFO",
          "ROLE",
          "CLUSTER",
          "SENTINEL",
          "COMMAND",
          "MONITOR");

  private final RespClient marks;
  private final RespClient feed;
  private final List<ClientCommand> heard = new ArrayList<>();

  private Monitor(RedisServer server) {
    this.marks = server.connect();
    this.feed = server.connect();
    feed.command("MONITOR");
    feed.waitForever();
    Thread listener = new Thread(this::listen, "monitor-" + server.port());
    listener.setDaemon(true);
    listener.start();
  }

  /** A monitor that listens from now on. */
  public static Monitor of(RedisServer server) {
    return new Monitor(server);
  }

  /** The commands that clients sent while an action ran, in the server's order. */
  public List<ClientCommand> during(Action action) throws Exception {
    String begin = mark();
    action.run();
    String end = mark();
    synchronized (heard) {
      List<ClientCommand> counted =
          heard.subList(indexOf(begin) + 1, indexOf(end)).stream()
              .filter(command -> !command.isFromScript() && !UPKEEP.contains(command.name()))
              .toList();
      heard.clear();
      return counted;
    }
  }

  @Override
  public void close() {
    feed.close();
    marks.close();
  }

  /** Says a word that nobody else says, and waits until the feed has brought it. */
  private String mark() {
    String word = UUID.randomUUID().toString();
    marks.command(MARK, word);
    Waits.until("MONITOR to bring a mark", ARRIVAL, () -> indexOf(word) >= 0);
    return word;
  }

  private int indexOf(String mark) {
    synchronized (heard) {
      for (int i = heard.size() - 1; i >= 0; i--) {
        ClientCommand command = heard.get(i);
        if (command.name().equals(MARK) && command.words().contains(mark)) {
          return i;
        }
      }
      return -1;
    }
  }

  private void listen() {
    try {
      while (true) {
        ClientCommand command = ClientCommand.parse(String.valueOf(feed.receive()));
        synchronized (heard) {
          heard.add(command);
        }
      }
    } catch (UncheckedIOException e) {
      // Closed, or the server is gone: a mark that does not come tells the test.
    }
  }

  /** What the commands are listened to for. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }
}
