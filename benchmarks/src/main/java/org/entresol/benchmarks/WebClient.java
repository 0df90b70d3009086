package org.entresol.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A client of one connection, which asks again once it has all of an answer. Used by one thread.
 */
final class WebClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;

  /** Connects to a port of this machine. */
  WebClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** The bytes of a request for a path. */
  static byte[] request(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: shop.test\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Asks, and reads all of the answer.
   *
   * @return the bytes of its content
   * @throws IOException if it is none of status 200 that says its length
   */
  int ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String status = line();
    int length = -1;
    for (String field = line(); !field.isEmpty(); field = line()) {
      if (field.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(field.substring(LENGTH.length()).strip());
      }
    }
    if (!status.contains(" 200") || length < 0) {
      throw new IOException(status + ", " + length + " bytes");
    }
    in.skipNBytes(length);
    return length;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("The connection is closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
