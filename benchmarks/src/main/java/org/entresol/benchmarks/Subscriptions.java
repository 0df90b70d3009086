package org.entresol.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * Many connections that have subscribed to a channel and read whatever comes without looking at it,
 * by one thread, which ends when this is closed.
 */
final class Subscriptions implements AutoCloseable {
  private final Selector selector;
  private final Thread reader = new Thread(this::read, "subscriptions");

  private volatile boolean isCut;

  private Subscriptions(Selector selector) {
    this.selector = selector;
  }

  /**
   * Subscribes.
   *
   * @param command SUBSCRIBE or SSUBSCRIBE
   * @param ports the servers, of this machine, that they go to by turns
   */
  static Subscriptions of(String command, String channel, int count, List<Integer> ports) {
    try {
      Subscriptions all = new Subscriptions(Selector.open());
      byte[] request =
          "*2\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n"
              .formatted(command.length(), command, channel.length(), channel)
              .getBytes(UTF_8);
      for (int i = 0; i < count; i++) {
        all.add(request, ports.get(i % ports.size()));
      }
      all.reader.start();
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(byte[] request, int port) throws IOException {
    SocketChannel socket =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    ByteBuffer bytes = ByteBuffer.wrap(request);
    while (bytes.hasRemaining()) {
      int unused = socket.write(bytes);
    }
    socket.configureBlocking(false);
    SelectionKey unused = socket.register(selector, SelectionKey.OP_READ);
  }

  private void read() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(64 * 1024);
    try {
      while (selector.isOpen()) {
        int unused = selector.select(key -> discard((SocketChannel) key.channel(), bytes));
      }
    } catch (ClosedSelectorException e) {
      // As is meant.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes sure that nobody was cut off.
   *
   * @throws IllegalStateException if somebody was
   */
  void requireAll() {
    if (isCut) {
      throw new IllegalStateException(
          "a server has cut a subscription, perhaps by client-output-buffer-limit");
    }
  }

  private void discard(SocketChannel socket, ByteBuffer bytes) {
    try {
      bytes.clear();
      if (socket.read(bytes) < 0) {
        isCut = true;
        socket.close();
      }
    } catch (ClosedChannelException e) {
      // As is meant.
    } catch (IOException e) {
      isCut = true;
    }
  }

  @Override
  public void close() {
    try {
      for (SelectionKey key : List.copyOf(selector.keys())) {
        key.channel().close();
      }
      selector.close();
      reader.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
