package org.entresol.web.servlet;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
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
  private int status = 200;
  private @Nullable String encoding;

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
    }
  }

  void add(String name, String value) {
    if (name.equalsIgnoreCase(TYPE) && headers().has(TYPE)) {
      set(name, value);
      return;
    }
    fields.add(name);
    fields.add(value);
    Matcher matcher = CHARSET.matcher(value);
    if (name.equalsIgnoreCase(TYPE) && matcher.find()) {
      encoding = matcher.group(1);
    }
  }

  @Nullable String type() {
    return headers().first(TYPE);
  }

  /** Says the encoding of the content, in its type too, as soon as there is one. */
  void encoding(@Nullable String name) {
    encoding = name;
    String type = type();
    if (type != null) {
      String plain = CHARSET.matcher(type).replaceAll("");
      set(TYPE, name == null ? plain : plain + ";charset=" + name);
    }
  }

  /** The encoding that was said, or null. */
  @Nullable String encoding() {
    return encoding;
  }

  /** The encoding in which characters are written; from then on it is a part of the type. */
  Charset charset() {
    Charset charset = known(encoding);
    String type = type();
    if (type != null && !CHARSET.matcher(type).find()) {
      set(TYPE, type + ";charset=" + charset.name());
    }
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
    encoding = null;
  }
}
