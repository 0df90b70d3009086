package org.entresol.web.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entresol.web.http.Headers;
import org.jspecify.annotations.Nullable;

/** The status and the fields of an answer while they are being said. Used by one thread. */
final class CapturedHead {
  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s;\"]+)\"?");
  private static final String TYPE = "Content-Type";

  private final List<String> fields = new ArrayList<>();

  /** The names of those that take the place of what was said before them. */
  private final Set<String> replacing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private int status = 200;
  private @Nullable String encoding;
  private boolean fixed;

  int status() {
    return status;
  }

  void status(int code) {
    status = code;
  }

  Headers headers() {
    return new Headers(fields);
  }

  /** Says a field anew; null takes it back. */
  void set(String name, @Nullable String value) {
    for (int i = fields.size() - 2; i >= 0; i -= 2) {
      if (fields.get(i).equalsIgnoreCase(name)) {
        fields.subList(i, i + 2).clear();
      }
    }
    if (value != null) {
      add(name, value);
      replacing.add(name);
    }
  }

  /** Says one more; null says nothing. */
  void add(String name, @Nullable String value) {
    if (value == null) {
      return;
    }
    if (name.equalsIgnoreCase(TYPE) && headers().has(TYPE)) {
      set(name, value);
      return;
    }
    fields.add(name);
    fields.add(name.equalsIgnoreCase(TYPE) ? encoded(value) : value);
  }

  /** A type with the encoding: its own, or that which was said before and may be fixed. */
  private String encoded(String type) {
    Matcher matcher = CHARSET.matcher(type);
    if (matcher.find() && !fixed) {
      encoding = matcher.group(1);
      return type;
    }
    return encoding == null ? type : plain(type) + ";charset=" + encoding;
  }

  /** The encoding that a type says, or null. */
  static @Nullable String encodingOf(@Nullable String type) {
    Matcher matcher = CHARSET.matcher(type == null ? "" : type);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static String plain(String type) {
    return CHARSET.matcher(type).replaceAll("");
  }

  /** Says all of it to a client, beside what filters before have said, or in its place. */
  void say(HttpServletResponse client) {
    client.setStatus(status);
    Set<String> said = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    headers()
        .forEach(
            (name, value) -> {
              if (said.add(name) && replacing.contains(name)) {
                client.setHeader(name, value);
              } else {
                client.addHeader(name, value);
              }
            });
    if (encoding != null) {
      client.setCharacterEncoding(encoding);
    }
  }

  /** What was said to a client, but for cookies, which are with it. */
  static Headers saidTo(HttpServletResponse client) {
    List<String> fields = new ArrayList<>();
    for (String name : client.getHeaderNames()) {
      if (!name.equalsIgnoreCase("Set-Cookie")) {
        client.getHeaders(name).forEach(value -> fields.addAll(List.of(name, value)));
      }
    }
    return new Headers(fields);
  }

  @Nullable String type() {
    return headers().first(TYPE);
  }

  /** Says the encoding of the content, in its type too, as soon as there is one. */
  void encoding(@Nullable String name) {
    if (fixed) {
      return;
    }
    encoding = name;
    String type = type();
    if (type != null) {
      set(TYPE, plain(type));
    }
  }

  /** The encoding that was said, or null. */
  @Nullable String encoding() {
    return encoding;
  }

  /**
   * The encoding in which characters are written; from then on it is a part of the type, and fixed.
   *
   * @param unsaid that of the container where none was said
   */
  Charset charset(@Nullable String unsaid) {
    Charset charset = known(encoding == null ? unsaid : encoding);
    if (encoding == null) {
      encoding(charset.name());
    }
    fixed = true;
    return charset;
  }

  private static Charset known(@Nullable String name) {
    try {
      return name == null ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.ISO_8859_1;
    }
  }

  void reset() {
    status = 200;
    fields.clear();
    replacing.clear();
    encoding = null;
    fixed = false;
  }
}
