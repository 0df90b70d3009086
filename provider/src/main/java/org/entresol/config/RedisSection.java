package org.entresol.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entresol.fault.Causes;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * How a manager reaches its Redis, in Redisson's own words, and where that is said.
 *
 * <p>Immutable and thread-safe. It may hold passwords, which only {@link #yaml()} gives out.
 */
public final class RedisSection {
  private static final Pattern CREDENTIALS = Pattern.compile("//[^\\s/]*@");

  private static final Pattern KEY = Pattern.compile("property=(\\w+)");

  private final String yaml;
  private final Place place;
  private final boolean asWritten;

  private RedisSection(String yaml, Place place, boolean asWritten) {
    this.yaml = yaml;
    this.place = place;
    this.asWritten = asWritten;
  }

  /** A section whose lines and columns are those of its file. */
  static RedisSection written(String yaml, Place place) {
    return new RedisSection(yaml, place, true);
  }

  /**
   * The section for one server whose address somebody has given by hand.
   *
   * @throws IllegalArgumentException if it is no address; the message says what is one, and repeats
   *     no password
   */
  public static RedisSection ofAddress(String address) {
    try {
      return of(RedisAddress.of(address), Place.property("address"));
    } catch (IllegalArgumentException e) {
      // No cause: that of the URI would repeat the text, and so the password.
      throw new IllegalArgumentException(
          "the address \"%s\" %s; allowed: %s"
              .formatted(RedisAddress.shown(address), e.getMessage(), RedisAddress.FORM));
    }
  }

  /** The section for one server, said in a URI or property. */
  static RedisSection of(RedisAddress address, Place place) {
    return new RedisSection(RedisYaml.of(address), place, false);
  }

  /**
   * The section that is the value of a property, as one text.
   *
   * @throws ConfigurationException if the text is no section of YAML; the message does not show it
   */
  static RedisSection inProperty(String yaml, Place place) {
    if (!RedisYaml.isSection(yaml)) {
      throw place.error(
          "is no section of YAML; allowed: Redisson's own YAML, such as singleServerConfig");
    }
    return new RedisSection(yaml, place, false);
  }

  /**
   * This section with another address of its single server.
   *
   * @param said where the address stands
   * @throws ConfigurationException if this section is not about a single server
   */
  RedisSection withAddress(RedisAddress address, Place said) {
    String changed = RedisYaml.withAddress(yaml, address);
    if (changed == null) {
      throw said.error(
          "there is no single server whose address it could be at "
              + place
              + "; allowed: with a singleServerConfig there, or with no redis section");
    }
    return new RedisSection(changed, place, false);
  }

  /** The YAML for {@code org.redisson.config.Config.fromYAML}; it may hold passwords. */
  public String yaml() {
    return yaml;
  }

  /**
   * The exception that says why Redisson did not take this section, for the exception it threw.
   * Names file and line, as exactly as known; repeats no password, not even in a cause.
   *
   * @param thrown what Redisson threw; YAML exceptions in it tell the line
   */
  public ConfigurationException refused(Throwable thrown) {
    MarkedYAMLException inYaml = null;
    for (Throwable cause : Causes.of(thrown)) {
      inYaml = cause instanceof MarkedYAMLException marked ? marked : inYaml;
    }
    String key = inYaml == null ? "" : key(inYaml);
    return at(inYaml == null ? null : inYaml.getProblemMark())
        .error(
            "Redisson refuses it: "
                + masked(key + reason(Causes.root(thrown)))
                + "; allowed: what Redisson's own configuration file may hold");
  }

  /**
   * The exception that says why nobody takes this section.
   *
   * @param reason has a message that says it, and what is allowed
   */
  public ConfigurationException unserved(RuntimeException reason) {
    return new ConfigurationException(place + ": " + reason.getMessage(), reason);
  }

  private Place at(@Nullable Mark mark) {
    return mark == null || !asWritten ? place : place.at(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String key(MarkedYAMLException thrown) {
    Matcher context = KEY.matcher(String.valueOf(thrown.getContext()));
    return context.find() ? context.group(1) + ": " : "";
  }

  private static String reason(Throwable root) {
    if (root instanceof NullPointerException) {
      // So ends Redisson's search for a key that it does not have.
      return "the key is unknown";
    }
    // The message of a YAML exception quotes the line, its problem does not.
    String reason =
        root instanceof MarkedYAMLException marked ? marked.getProblem() : root.getMessage();
    return reason == null ? root.getClass().getName() : reason;
  }

  private String masked(String reason) {
    String shown = CREDENTIALS.matcher(reason).replaceAll("//***@");
    for (String password : RedisYaml.passwords(yaml)) {
      shown = shown.replace(password, "***");
    }
    return shown;
  }

  /** Where this section stands, and nothing of what it says. */
  @Override
  public String toString() {
    return place.toString();
  }
}
