package org.entresol.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network in front of a Redis server that breaks on demand.
 *
 * <p>It reads the protocol, RESP2 and RESP3 without TLS, so that it loses whole messages and only
 * those that it was asked to lose. Faults hold for all connections, the open ones included.
 * Thread-safe.
 */
public final class ChaosProxy implements AutoCloseable {
  private final int port;
  private final int target;
  private final Faults faults = new Faults();
  private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
  private ServerSocket door;
  private Thread porter;
  private volatile boolean closed;

  private ChaosProxy(int port, int target) {
    this.port = port;
    this.target = target;
    this.door = open();
    this.porter = admit(door);
  }

  /** A proxy in front of that server, with no fault yet. */
  public static ChaosProxy before(RedisServer server) {
    return new ChaosProxy(FreePorts.next(), server.port());
  }

  /** The address as Redisson takes it: `redis://127.0.0.1:port`. */
  public String address() {
    return "redis://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** How many connections are open. */
  public int connections() {
    return connections.size();
  }

  /** How many of the open connections have asked for a subscription. */
  public int subscribers() {
    return (int) connections.stream().filter(ProxyConnection::isSubscribed).count();
  }

  /** Closes all connections now; new ones are accepted. */
  public void cut() {
    connections.forEach(ProxyConnection::close);
  }

  /** Closes the connections on which a subscription was asked for, and only these. */
  public void cutSubscribers() {
    connections.stream().filter(ProxyConnection::isSubscribed).forEach(ProxyConnection::close);
  }

  /** Refuses new connections, or accepts them again; open ones stay. */
  public synchronized void refuse(boolean on) {
    if (on) {
      closeDoor();
    } else if (door.isClosed()) {
      door = open();
      porter = admit(door);
    }
  }

  /** Holds back all bytes both ways, or lets go what was held back; connections stay. */
  public void stall(boolean on) {
    faults.stall(on);
  }

  /** Delays each message that much, both ways, in order; a round trip takes twice the time. */
  public void delay(Duration each) {
    faults.delay(each);
  }

  /** Loses the messages that the server hands to subscribers, and nothing else. */
  public void swallowPublished(boolean on) {
    faults.swallow(on);
  }

  /** How many published messages were lost here. */
  public long swallowed() {
    return faults.swallowed();
  }

  /**
   * Loses the server's next reply, with its connection, after the command was carried out.
   *
   * <p>Connections of subscribers are spared.
   */
  public void dropNextReply() {
    faults.doomNextReplyTo(Faults.ANY);
  }

  /** The same for the next reply to that command, such as `EVALSHA`. */
  public void dropNextReply(String command) {
    faults.doomNextReplyTo(command.toUpperCase(Locale.ROOT));
  }

  /**
   * Holds back the server's replies to that command, such as `MGET`, and what follows them on their
   * connections, until {@link #releaseReplies}.
   *
   * <p>Connections of subscribers are spared.
   */
  public void holdReplies(String command) {
    faults.hold(command.toUpperCase(Locale.ROOT));
  }

  /** Lets go the replies that were held back. */
  public void releaseReplies() {
    faults.release();
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeDoor();
    faults.stall(false);
    faults.release();
    cut();
  }

  private ServerSocket open() {
    try {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(FreePorts.LOOPBACK, port));
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port, e);
    }
  }

  private Thread admit(ServerSocket opened) {
    Thread thread = new Thread(() -> acceptAll(opened), "proxy-" + port);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void acceptAll(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        connect(opened.accept());
      } catch (IOException e) {
        // The door was closed, or the server is gone: the client finds its connection closed.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket server = new Socket(FreePorts.LOOPBACK, target);
      ProxyConnection connection = new ProxyConnection(client, server, faults, connections::remove);
      connections.add(connection);
      connection.start();
      if (closed) {
        connection.close();
      }
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  private void closeDoor() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The port stays open for as long as a thread waits on it.
    Waits.untilEnded(porter, Duration.ofSeconds(10));
  }
}
