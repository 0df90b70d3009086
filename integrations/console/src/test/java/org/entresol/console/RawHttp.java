package org.entresol.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request of HTTP as it goes over the wire, with headers that no client lets anybody choose, and
 * its answer.
 */
final class RawHttp {

  private final String host;
  private final String line;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String body = "";

  private RawHttp(String host, String line) {
    this.host = host;
    this.line = line;
    headers.put("Host", host);
  }

  /**
   * What came back.
   *
   * @param status the status of HTTP
   * @param text all of it, with the headers
   */
  record Answer(int status, String text) {}

  /** A request that a browser would send to look at something of a page. */
  static RawHttp get(Page page, String path) {
    return at(page.host(), path);
  }

  /** The same of a page at a host and port. */
  static RawHttp at(String host, String path) {
    return new RawHttp(host, "GET " + path);
  }

  /** A request that the page would send to change something. */
  static RawHttp post(Page page, String path, String json) {
    RawHttp request = new RawHttp(page.host(), "POST " + path);
    request.body = json;
    return request
        .with("Origin", "http://" + page.host())
        .with("Content-Type", "application/json")
        .with("Authorization", "Bearer " + Page.TOKEN);
  }

  /** The same with another header; an empty one is not sent. */
  RawHttp with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Sends it, and reads what comes until the end. */
  Answer send() throws IOException {
    StringBuilder text = new StringBuilder(line).append(" HTTP/1.1\r\n");
    headers.forEach(
        (name, value) -> text.append(value.isEmpty() ? "" : name + ": " + value + "\r\n"));
    text.append("Connection: close\r\nContent-Length: ").append(body.length()).append("\r\n\r\n");
    String[] place = host.split(":", -1);
    try (Socket socket = new Socket(place[0], Integer.parseInt(place[1]))) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write((text + body).getBytes(ISO_8859_1));
      String came = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      return new Answer(Integer.parseInt(came.substring(9, 12)), came);
    }
  }
}
