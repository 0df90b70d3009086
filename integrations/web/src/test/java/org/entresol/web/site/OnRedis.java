package org.entresol.web.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.TestInfo;

/** Configurations of nodes whose caches lie in the Redis of the tests. */
public final class OnRedis {

  private OnRedis() {}

  /** That of one more node; those of a test have a namespace of their own. */
  public static URI node(Path folder, TestInfo test) throws IOException {
    String namespace =
        "web-%s-%s-%08x"
            .formatted(
                test.getTestClass().orElseThrow().getSimpleName(),
                test.getTestMethod().orElseThrow().getName(),
                test.getDisplayName().hashCode());
    String yaml =
        """
        namespace: %s
        connect-timeout: 1m
        redis:
          singleServerConfig:
            address: "%s"
            connectionMinimumIdleSize: 1
            subscriptionConnectionMinimumIdleSize: 1
        """
            .formatted(namespace, RedisServers.shared().address());
    return Files.writeString(Files.createTempFile(folder, "node", ".yaml"), yaml).toUri();
  }
}
