package org.entresol.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entresol.testing.RespClient;

/**
 * What servers have done since they were started, as they say themselves.
 *
 * @param cpuMicros for how many microseconds cores have worked for them
 * @param bytesOut how many bytes they have sent to clients
 * @param onBus how many messages of channels they have sent each other
 */
record ServerWork(double cpuMicros, double bytesOut, double onBus) {

  /** What these have done together by now. */
  static ServerWork of(List<RespClient> servers) {
    return servers.stream()
        .map(ServerWork::of)
        .reduce(new ServerWork(0, 0, 0), (one, other) -> one.plus(other, 1));
  }

  private static ServerWork of(RespClient server) {
    Map<String, String> facts = facts(server.text("INFO"));
    if (number(facts, "cluster_enabled") == 1) {
      facts.putAll(facts(server.text("CLUSTER", "INFO")));
    }
    return new ServerWork(
        1e6 * (number(facts, "used_cpu_user") + number(facts, "used_cpu_sys")),
        number(facts, "total_net_output_bytes"),
        number(facts, "cluster_stats_messages_publish_sent")
            + number(facts, "cluster_stats_messages_publishshard_sent"));
  }

  private static Map<String, String> facts(String text) {
    Map<String, String> facts = new HashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        facts.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return facts;
  }

  private static double number(Map<String, String> facts, String name) {
    return Double.parseDouble(facts.getOrDefault(name, "0"));
  }

  /** What is left when something else is taken off, such as what was done before. */
  ServerWork without(ServerWork other) {
    return plus(other, -1);
  }

  private ServerWork plus(ServerWork other, double times) {
    return new ServerWork(
        cpuMicros + times * other.cpuMicros,
        bytesOut + times * other.bytesOut,
        onBus + times * other.onBus);
  }

  /** The share of one of so many steps. */
  ServerWork each(double steps) {
    return new ServerWork(cpuMicros / steps, bytesOut / steps, onBus / steps);
  }
}
