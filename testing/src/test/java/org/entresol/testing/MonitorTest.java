package org.entresol.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class MonitorTest {
  private static final String TWO_CALLS =
      "redis.call('SET', KEYS[1], '1') return redis.call('GET', KEYS[1])";

  @Test
  void during_scriptCall_hearsTheCallOnly() throws Exception {
    try (RespClient client = RedisServers.shared().connect();
        Monitor monitor = Monitor.of(RedisServers.shared())) {
      client.command("GET", "before");

      List<ClientCommand> heard =
          monitor.during(
              () -> {
                client.command("PING");
                client.command("EVAL", TWO_CALLS, "1", "k");
                client.command("get", "k");
              });

      assertThat(heard).extracting(ClientCommand::name).containsExactly("EVAL", "GET");
      assertThat(heard.get(0).words()).containsExactly("EVAL", TWO_CALLS, "1", "k");
    }
  }

  @Test
  void during_awkwardArguments_hearsThemAsTheyWere() throws Exception {
    String awkward = "say \"grün\" \\ \r\n\t\u0001";
    try (RespClient client = RedisServers.shared().connect();
        Monitor monitor = Monitor.of(RedisServers.shared())) {
      assertThat(monitor.during(() -> client.command("GET", awkward)))
          .singleElement()
          .extracting(ClientCommand::words)
          .isEqualTo(List.of("GET", awkward));
    }
  }

  @Test
  void commandStats_scriptCall_countsWhatItCalls() {
    RedisServer server = RedisServers.shared();
    try (RespClient client = server.connect()) {
      CommandStats before = CommandStats.of(server);

      client.command("EVAL", TWO_CALLS, "1", "k");
      client.command("EVAL", TWO_CALLS, "1", "k");

      CommandStats counted = CommandStats.of(server).since(before);
      assertThat(counted.callsOf("eval")).isEqualTo(2);
      assertThat(counted.callsOf("set")).isEqualTo(2);
      assertThat(counted.callsOf("hset")).isZero();
    }
  }
}
