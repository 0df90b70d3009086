package org.entresol.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request says: a query, or a JSON object of texts and lists of texts. Whatever else it is
 * is refused. One thread's.
 */
final class Form {

  private static final int MOST_VALUES = 1_000;

  private final String json;
  private int at;

  private Form(String json) {
    this.json = json;
  }

  /** What a query says; nothing if there is none. */
  static Map<String, List<String>> ofQuery(@Nullable String query) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair :
        (query == null || query.isEmpty()) ? new String[0] : query.split("&", MOST_VALUES)) {
      int sign = pair.indexOf('=');
      if (sign < 0) {
        throw new Refusal(400, "the query is not allowed; allowed: name=value&name=value");
      }
      values
          .computeIfAbsent(decoded(pair.substring(0, sign)), name -> new ArrayList<>())
          .add(decoded(pair.substring(sign + 1)));
    }
    return values;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "the query is not allowed; allowed: UTF-8, escaped by per cent signs");
    }
  }

  /** What a JSON object says. */
  static Map<String, List<String>> ofJson(String json) {
    Form form = new Form(json);
    Map<String, List<String>> values = form.object();
    form.skip();
    if (form.at < json.length()) {
      throw form.refusal();
    }
    return values;
  }

  private Map<String, List<String>> object() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    take('{');
    if (!isNext('}')) {
      do {
        String name = text();
        take(':');
        if (values.put(name, isNext('[') ? list() : List.of(text())) != null) {
          throw refusal();
        }
      } while (isNext(','));
      take('}');
    }
    return values;
  }

  private List<String> list() {
    List<String> values = new ArrayList<>();
    if (!isNext(']')) {
      do {
        values.add(text());
        if (values.size() > MOST_VALUES) {
          throw new Refusal(400, "a list is too long; allowed: " + MOST_VALUES);
        }
      } while (isNext(','));
      take(']');
    }
    return values;
  }

  private String text() {
    take('"');
    StringBuilder text = new StringBuilder();
    while (at < json.length() && json.charAt(at) != '"') {
      char c = json.charAt(at++);
      if (c < ' ') {
        throw refusal();
      }
      text.append(c == '\\' ? escaped() : c);
    }
    if (at++ >= json.length()) {
      throw refusal();
    }
    return text.toString();
  }

  private char escaped() {
    char c = (at < json.length()) ? json.charAt(at++) : ' ';
    int plain = "\"\\/bfnrt".indexOf(c);
    if (plain >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    if (c != 'u'
        || at + 4 > json.length()
        || !json.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
      throw refusal();
    }
    at += 4;
    return (char) Integer.parseInt(json, at - 4, at, 16);
  }

  private void take(char expected) {
    if (!isNext(expected)) {
      throw refusal();
    }
  }

  /** Whether something comes next, which is behind us then. */
  private boolean isNext(char expected) {
    skip();
    boolean next = at < json.length() && json.charAt(at) == expected;
    at += next ? 1 : 0;
    return next;
  }

  private void skip() {
    while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
  }

  private Refusal refusal() {
    return new Refusal(
        400,
        "the body is not allowed at character %d; allowed: a JSON object of texts and lists of texts"
            .formatted(at));
  }
}
