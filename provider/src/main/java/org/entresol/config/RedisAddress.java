package org.entresol.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One Redis server as a URI names it. No message and no text of it shows user or password.
 *
 * @param server scheme, host and port, as Redisson takes them
 * @param user the name of an ACL user, or null
 * @param password the password, or null
 * @param database the number of the database, or null
 */
record RedisAddress(
    String server, @Nullable String user, @Nullable String password, @Nullable Integer database) {
  static final String FORM =
      "redis://[user:password@]host[:port][/database], or rediss:// for TLS; %-escapes for what a"
          + " URI does not take";
  private static final int DEFAULT_PORT = 6379;
  private static final Pattern SCHEME = Pattern.compile("(?i)rediss?:.*", Pattern.DOTALL);
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "((?<user>[^:@]*)(?<password>:[^@]*)?@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:(?<port>\\d{1,5}))?");
  private static final Pattern DATABASE = Pattern.compile("/(\\d{1,9})?");

  /** Whether a URI names a server and no file. */
  static boolean isMeantBy(String uri) {
    return SCHEME.matcher(uri).matches();
  }

  /**
   * The server that a URI names. A fragment is ignored.
   *
   * @throws IllegalArgumentException if the text has another form; the message is the reason
   */
  static RedisAddress of(String text) {
    URI uri = parse(text);
    Matcher authority = AUTHORITY.matcher(or(uri.getRawAuthority(), ""));
    Matcher database =
        DATABASE.matcher(or(uri.getRawPath(), "").isEmpty() ? "/" : uri.getRawPath());
    if (!authority.matches()) {
      throw new IllegalArgumentException("names no host and port");
    }
    if (!database.matches()) {
      throw new IllegalArgumentException("has a path that is no number of a database");
    }
    if (uri.getRawQuery() != null) {
      throw new IllegalArgumentException("has a query, which Redis has no use for");
    }
    String number = database.group(1);
    return new RedisAddress(
        "%s://%s:%d"
            .formatted(
                uri.getScheme().toLowerCase(Locale.ROOT),
                authority.group("host"),
                port(authority.group("port"))),
        user(authority),
        password(authority),
        number == null ? null : Integer.valueOf(number));
  }

  private static URI parse(String text) {
    try {
      URI uri = new URI(text);
      if (!isMeantBy(text)) {
        throw new IllegalArgumentException("has another scheme than redis or rediss");
      }
      return uri;
    } catch (URISyntaxException e) {
      // Neither the message nor the cause may repeat the text.
      throw new IllegalArgumentException("is not a URI (" + e.getReason() + ")", null);
    }
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static int port(@Nullable String digits) {
    int port = digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("has a port that is not between 1 and 65535");
    }
    return port;
  }

  /** The name before the colon; a text without a colon is a password, as redis-cli has it. */
  private static @Nullable String user(Matcher authority) {
    String name = authority.group("user");
    return authority.group("password") == null || or(name, "").isEmpty() ? null : decoded(name);
  }

  private static @Nullable String password(Matcher authority) {
    String behindColon = authority.group("password");
    String alone = authority.group("user");
    if (behindColon != null) {
      return decoded(behindColon.substring(1));
    }
    return alone == null || alone.isEmpty() ? null : decoded(alone);
  }

  private static String decoded(String text) {
    // URLDecoder reads the forms of browsers, in which a plus sign is a space.
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  /** A URI without what only its server may know. */
  static String shown(String uri) {
    return isMeantBy(uri)
        ? uri.replaceFirst("(?s)^([^:]+:(//)?).*@", "$1***@").replaceFirst("\\?[^#]*", "?***")
        : uri.replaceFirst("^([^:/?#]+:)?//[^/?#]*@", "$1//***@");
  }

  /** The server alone. */
  @Override
  public String toString() {
    return server;
  }
}
