package org.entresol.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream of the Redis protocol (RESP2 and RESP3), cut into its messages. Not thread-safe. */
final class FrameReader {
  private final InputStream in;
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();

  FrameReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next message of a server; null at the end of the stream. */
  @Nullable Frame reply() throws IOException {
    int type = first();
    return type < 0 ? null : frame(value(type));
  }

  /** The next request of a client, which may be a line of words; null at the end of the stream. */
  @Nullable Frame request() throws IOException {
    int type = first();
    if (type < 0) {
      return null;
    }
    return frame(type == '*' ? value(type) : List.of(((char) type + line()).split(" ")));
  }

  private int first() throws IOException {
    raw.reset();
    int type = in.read();
    if (type >= 0) {
      raw.write(type);
    }
    return type;
  }

  private Frame frame(@Nullable Object value) {
    return new Frame(raw.toByteArray(), value);
  }

  private @Nullable Object value(int type) throws IOException {
    return switch (type) {
      case '+' -> line();
      case '-' -> new RespException(line());
      case ':' -> Long.valueOf(line());
      case '(' -> line();
      case ',' -> Double.valueOf(line());
      case '#' -> line().equals("t");
      case '_' -> absent();
      case '$', '=' -> bulk(Integer.parseInt(line()));
      case '!' -> new RespException(String.valueOf(bulk(Integer.parseInt(line()))));
      case '*', '~', '>' -> array(Integer.parseInt(line()));
      case '%' -> array(2 * Integer.parseInt(line()));
      case '|' -> attributed(Integer.parseInt(line()));
      default -> throw new IOException("not a type of the Redis protocol: " + (char) type);
    };
  }

  private @Nullable Object absent() throws IOException {
    line();
    return null;
  }

  private @Nullable String bulk(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the stream ended within a message");
    }
    raw.writeBytes(bytes);
    line();
    return new String(bytes, UTF_8);
  }

  private @Nullable List<@Nullable Object> array(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    List<@Nullable Object> parts = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      parts.add(value(next()));
    }
    return parts;
  }

  /** What an attribute describes: the value that follows it. */
  private @Nullable Object attributed(int pairs) throws IOException {
    array(2 * pairs);
    return value(next());
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = next(); c != '\n'; c = next()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(UTF_8);
  }

  private int next() throws IOException {
    int c = in.read();
    if (c < 0) {
      throw new EOFException("the stream ended within a message");
    }
    raw.write(c);
    return c;
  }
}
