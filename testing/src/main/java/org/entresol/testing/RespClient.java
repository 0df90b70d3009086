package org.entresol.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Redis server, for looking at it past the code under test.
 *
 * <p>Not thread-safe. A server that is silent for ten seconds makes a call throw {@link
 * UncheckedIOException}.
 */
public final class RespClient implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Socket socket;
  private final FrameReader replies;

  private RespClient(Socket socket) throws IOException {
    this.socket = socket;
    this.replies = new FrameReader(socket.getInputStream());
  }

  /** A connection to that port of 127.0.0.1. */
  public static RespClient connect(int port) {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(FreePorts.LOOPBACK, port), (int) SILENCE.toMillis());
      socket.setSoTimeout((int) SILENCE.toMillis());
      return new RespClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port, e);
    }
  }

  /**
   * Sends a command and waits for its reply: a String (UTF-8), a Long, a List of such, or null.
   *
   * @throws RespException when the server answers with an error
   */
  public @Nullable Object command(String... words) {
    send(words);
    Object reply = receive();
    if (reply instanceof RespException error) {
      throw error;
    }
    return reply;
  }

  /** The reply of a command that answers with text. */
  public String text(String... words) {
    return (String) requireNonNull(command(words), () -> "no reply to " + String.join(" ", words));
  }

  /** The reply of a command that answers with a number. */
  public long number(String... words) {
    return (Long) requireNonNull(command(words), () -> "no reply to " + String.join(" ", words));
  }

  /** The reply of a command that answers with a list of texts. */
  public List<String> texts(String... words) {
    Object reply = requireNonNull(command(words), () -> "no reply to " + String.join(" ", words));
    return ((List<?>) reply).stream().map(String::valueOf).toList();
  }

  /** Sends a command whose replies, if any, {@link #receive} returns. */
  void send(String... words) {
    try {
      socket.getOutputStream().write(request(words));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next message of the server; an error is returned, not thrown. */
  @Nullable Object receive() {
    try {
      Frame frame = replies.reply();
      if (frame == null) {
        throw new EOFException("the server closed the connection");
      }
      return frame.value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for messages without end: {@link #close} ends it. */
  void waitForever() {
    try {
      socket.setSoTimeout(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] request(String... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(("*" + words.length + "\r\n").getBytes(UTF_8));
    for (String word : words) {
      byte[] argument = word.getBytes(UTF_8);
      bytes.writeBytes(("$" + argument.length + "\r\n").getBytes(UTF_8));
      bytes.writeBytes(argument);
      bytes.writeBytes("\r\n".getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
