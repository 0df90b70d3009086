package org.entresol.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network in front of a database that breaks on demand. Thread-safe. */
final class TcpProxy implements AutoCloseable {
  private static final int BUFFER = 8192;

  private final int target;
  private final String url;
  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;
  private volatile boolean stalled;

  /** A proxy before the server of an address, with no fault yet. */
  TcpProxy(String url) {
    try {
      URI server = URI.create(url.substring("jdbc:".length()));
      this.target = server.getPort();
      this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
      this.url = url.replace(":" + target + "/", ":" + door.getLocalPort() + "/");
      daemon(this::admit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address by way of this. */
  String url() {
    return url;
  }

  /** Ends all connections, and refuses new ones or accepts them again. */
  void refuse(boolean on) {
    refusing = on;
    if (on) {
      sockets.forEach(TcpProxy::close);
    }
  }

  /** Holds all bytes back from now on, without an end of any connection; or passes them again. */
  synchronized void stall(boolean on) {
    stalled = on;
    notifyAll();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void admit() {
    try {
      while (!door.isClosed()) {
        Socket client = door.accept();
        if (refusing) {
          client.close();
        } else {
          join(client);
        }
      }
    } catch (IOException e) {
      // The proxy is closed.
    }
  }

  private void join(Socket client) throws IOException {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(client);
      sockets.add(server);
      daemon(() -> pump(client, server));
      daemon(() -> pump(server, client));
    } catch (IOException e) {
      client.close();
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
        awaitPassing();
        output.write(buffer, 0, length);
      }
    } catch (IOException e) {
      // One side has ended, and so does the other.
    }
    close(from);
    close(to);
  }

  private synchronized void awaitPassing() {
    try {
      while (stalled) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stall(false);
    refuse(true);
  }
}
