package org.entresol.testing;

import java.util.List;

/** What servers say of themselves in `INFO replication`. */
final class Servers {
  private Servers() {}

  static boolean isMaster(RedisServer server) {
    return replication(server).contains("role:master");
  }

  /** Whether all are replicas that have received what their masters had. */
  static boolean haveTheirData(List<RedisServer> servers) {
    return servers.stream().allMatch(s -> replication(s).contains("master_link_status:up"));
  }

  private static List<String> replication(RedisServer server) {
    try (RespClient client = server.connect()) {
      return client.text("INFO", "replication").lines().toList();
    }
  }
}
