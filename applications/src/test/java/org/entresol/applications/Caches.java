package org.entresol.applications;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RedisServers;

/**
 * The configuration files of applications: nothing is allowed by hand but their own package.
 *
 * @param directory where the files go
 */
record Caches(Path directory) {

  /** The URI of the managers of one application, which all have one namespace. */
  String uri(String stack, String... defaults) {
    return uri(RedisServers.shared(), "", stack, defaults);
  }

  /** The same of one that can do without its caches, as the manual has it. */
  String uriWithout(RedisServer redis, String stack) {
    return uri(
        redis,
        "start: lazy\ncommand-timeout: 500ms",
        stack,
        "on-failure: miss",
        "override: true",
        "statistics: true");
  }

  private String uri(RedisServer redis, String top, String stack, String... defaults) {
    String name = UUID.randomUUID().toString();
    String text =
        """
        namespace: "%s"
        redis: { singleServerConfig: { address: "%s", connectionMinimumIdleSize: 1 } }
        %s
        defaults: { stack: %s, allow: [com.acme.**], strict: true%s }
        """
            .formatted(
                name,
                redis.address(),
                top,
                stack,
                String.join("", Stream.of(defaults).map(", "::concat).toList()));
    try {
      return Files.writeString(directory.resolve(name + ".yaml"), text).toUri().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
