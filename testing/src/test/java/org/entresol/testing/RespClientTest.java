package org.entresol.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class RespClientTest {
  private final RespClient client = RedisServers.shared().connect();

  @BeforeEach
  void clear() {
    client.command("FLUSHALL");
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void command_eachKindOfReply_isReadAsItsType() {
    assertThat(client.command("SET", "k", "grün\r\n")).isEqualTo("OK");
    assertThat(client.command("GET", "k")).isEqualTo("grün\r\n");
    assertThat(client.command("GET", "none")).isNull();
    assertThat(client.command("INCR", "n")).isEqualTo(1L);
    assertThat(client.command("MGET", "n", "none")).isEqualTo(Arrays.asList("1", null));
    assertThat(client.command("EVAL", "return {1, {'a'}, {}}", "0"))
        .isEqualTo(List.of(1L, List.of("a"), List.of()));
  }

  @Test
  void command_refused_throwsWhatTheServerSays() {
    client.command("SET", "k", "v");

    assertThatExceptionOfType(RespException.class)
        .isThrownBy(() -> client.command("LPUSH", "k", "v"))
        .withMessageStartingWith("WRONGTYPE");
  }

  @Test
  void command_onResp3_readsItsTypes() {
    client.command("HELLO", "3");
    client.command("HSET", "h", "a", "1");

    assertThat(client.command("HGETALL", "h")).isEqualTo(List.of("a", "1"));
    assertThat(client.command("GET", "none")).isNull();
    assertThat(client.command("EVAL", "redis.setresp(3); return true", "0")).isEqualTo(true);
    assertThat(client.command("EVAL", "return {double=1.5}", "0")).isEqualTo(1.5);
  }
}
