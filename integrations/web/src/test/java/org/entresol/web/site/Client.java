package org.entresol.web.site;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A client that sends what it is told, byte for byte, one request a connection. */
public final class Client {
  private static final int PATIENCE_MILLIS = 20_000;

  private final int port;

  public Client(int port) {
    this.port = port;
  }

  /** Asks for a path, with some more lines in the head. */
  public Answer get(String path, String... lines) {
    return send("GET", path, "", lines);
  }

  public Answer head(String path, String... lines) {
    return send("HEAD", path, "", lines);
  }

  public Answer send(String method, String path, String content, String... lines) {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    boolean host = false;
    for (String line : lines) {
      host |= line.toLowerCase(Locale.ROOT).startsWith("host:");
      head.append(line).append("\r\n");
    }
    head.append(host ? "" : "Host: shop.test\r\n");
    head.append(content.isEmpty() ? "" : "Content-Length: " + content.length() + "\r\n");
    head.append("Connection: close\r\n\r\n").append(content);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
      return read(socket.getInputStream().readAllBytes(), method.equals("HEAD"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer read(byte[] bytes, boolean contentless) throws IOException {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = all.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no answer: " + all);
    }
    String[] lines = all.substring(0, end).split("\r\n", -1);
    Map<String, List<String>> fields = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] pair = lines[i].split(":", 2);
      fields
          .computeIfAbsent(pair[0].toLowerCase(Locale.ROOT), any -> new ArrayList<>())
          .add(pair[1].strip());
    }
    byte[] content = all.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
    boolean chunked = fields.containsKey("transfer-encoding") && !contentless;
    return new Answer(
        Integer.parseInt(lines[0].split(" ", -1)[1]), fields, chunked ? joined(content) : content);
  }

  private static byte[] joined(byte[] chunks) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream(chunks);
    for (int size = size(in); size > 0; size = size(in)) {
      all.write(in.readNBytes(size));
      in.readNBytes(2);
    }
    return all.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    String text = line.toString().strip();
    return text.isEmpty() ? 0 : Integer.parseInt(text, 16);
  }
}
