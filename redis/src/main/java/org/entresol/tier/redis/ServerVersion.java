package org.entresol.tier.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entresol.tier.TierException;

/** The version that a server has to have, as scripts use commands that older ones lack. */
final class ServerVersion {

  private static final int MAJOR = 6;
  private static final int MINOR = 2;

  private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})(\\D.*)?");

  private ServerVersion() {}

  /**
   * Refuses a version that is too old; one that cannot be read is let pass.
   *
   * @throws TierException that names both versions
   */
  static void require(String version) {
    Matcher parts = VERSION.matcher(version);
    if (!parts.matches()) {
      return;
    }
    int major = Integer.parseInt(parts.group(1));
    if (major < MAJOR || (major == MAJOR && Integer.parseInt(parts.group(2)) < MINOR)) {
      throw new TierException(
          "Redis has version %s; allowed: %d.%d and later".formatted(version, MAJOR, MINOR),
          null,
          true);
    }
  }
}
