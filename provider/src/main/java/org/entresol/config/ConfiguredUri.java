package org.entresol.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What the system property may say in place of the default URI: a URI, or the path of a file. */
final class ConfiguredUri {
  private ConfiguredUri() {}

  /**
   * The URI that a text means.
   *
   * @throws ConfigurationException if it is neither URI nor path
   */
  static URI of(String text) {
    if (RedisAddress.isMeantBy(text)) {
      return toRedisUri(text);
    }
    try {
      URI uri = new URI(text);
      // A scheme of one letter is the drive of a Windows path.
      boolean drive = uri.getScheme() != null && uri.getScheme().length() == 1;
      return drive ? Path.of(text).toUri() : uri;
    } catch (URISyntaxException e) {
      return pathToUri(text);
    }
  }

  private static URI toRedisUri(String text) {
    try {
      RedisAddress.of(text);
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      // No cause: that of the URI would repeat the text, and so the password.
      throw new ConfigurationException(
          "system property %s: \"%s\" %s; allowed: %s"
              .formatted(
                  ManagerConfiguration.SYSTEM_PROPERTY,
                  RedisAddress.shown(text),
                  e.getMessage(),
                  RedisAddress.FORM));
    }
  }

  private static URI pathToUri(String text) {
    try {
      return Path.of(text).toUri();
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "system property "
              + ManagerConfiguration.SYSTEM_PROPERTY
              + ": \""
              + text
              + "\" is not allowed; allowed: a URI or the path of a file",
          e);
    }
  }
}
