package org.entresol.applications;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.entresol.testing.RedisServers;

/**
 * The configuration files of applications: nothing is allowed by hand but their own package.
 *
 * @param directory where the files go
 */
record Caches(Path directory) {

  /** The URI of the managers of one application, which all have one namespace. */
  String uri(String stack, String... defaults) {
    String name = UUID.randomUUID().toString();
    String text =
        """
        namespace: "%s"
        redis: { singleServerConfig: { address: "%s", connectionMinimumIdleSize: 1 } }
        defaults: { stack: %s, allow: [com.acme.**], strict: true%s }
        """
            .formatted(
                name,
                RedisServers.shared().address(),
                stack,
                String.join("", Stream.of(defaults).map(", "::concat).toList()));
    try {
      return Files.writeString(directory.resolve(name + ".yaml"), text).toUri().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
