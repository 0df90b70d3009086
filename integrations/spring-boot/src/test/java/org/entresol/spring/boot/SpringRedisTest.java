package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.config.Config;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What Redisson understands of {@code spring.data.redis}. */
@Tag("unit")
final class SpringRedisTest {
  private static SpringRedis said(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put("spring.data.redis." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return new SpringRedis(new Binder(new MapConfigurationPropertySource(properties)));
  }

  private static Config config(String... keysAndValues) throws IOException {
    return Config.fromYAML(said(keysAndValues).yaml());
  }

  @ParameterizedTest
  @CsvSource({
    "url, redis://h",
    "host, h",
    "port, 6380",
    "cluster.nodes, 'a:1,b:2'",
    "sentinel.master, m"
  })
  void isSaid_serverNamed_isTrue(String key, String value) {
    assertThat(said(key, value).isSaid()).isTrue();
  }

  @Test
  void isSaid_noServerNamed_isFalse() {
    assertThat(said("timeout", "1s", "ssl.enabled", "true", "database", "3").isSaid()).isFalse();
  }

  @Test
  void yaml_hostAndMore_isASingleServer() throws IOException {
    Config config =
        config(
            "host",
            "h",
            "port",
            "6380",
            "database",
            "3",
            "username",
            "u",
            "password",
            "p: \"'${x}",
            "client-name",
            "12",
            "ssl.enabled",
            "true");

    assertThat(config.useSingleServer().getAddress()).isEqualTo("rediss://h:6380");
    assertThat(config.useSingleServer().getDatabase()).isEqualTo(3);
    assertThat(config.useSingleServer().getClientName()).isEqualTo("12");
    assertThat(config.getUsername()).isEqualTo("u");
    assertThat(config.getPassword()).isEqualTo("p: \"'${x}");
  }

  @ParameterizedTest
  @CsvSource({
    "redis://h,                      redis://h:6379,  ,     ,    0",
    "rediss://h:1/4,                 rediss://h:1,    ,     ,    4",
    "redis://u:p%40ss+@h:1,          redis://h:1,     u,    p@ss+, 0",
    "redis://:123@[::1]:1/2,         'redis://[::1]:1',  ,     123, 2"
  })
  void yaml_url_decidesOverAllElse(
      String url, String address, String user, String password, int database) throws IOException {
    Config config = config("url", url, "host", "other");

    assertThat(config.useSingleServer().getAddress()).isEqualTo(address);
    assertThat(config.useSingleServer().getDatabase()).isEqualTo(database);
    assertThat(config.getUsername()).isEqualTo(user);
    assertThat(config.getPassword()).isEqualTo(password);
  }

  @Test
  void yaml_clusterNodes_areACluster() throws IOException {
    Config config = config("cluster.nodes", "a:1,b:2", "password", "1", "host", "other");

    assertThat(config.useClusterServers().getNodeAddresses())
        .containsExactly("redis://a:1", "redis://b:2");
    assertThat(config.getPassword()).isEqualTo("1");
  }

  @Test
  void yaml_sentinel_isASentinelGroup() throws IOException {
    Config config =
        config(
            "sentinel.master",
            "m",
            "sentinel.nodes",
            "a:1,b:2",
            "sentinel.password",
            "s",
            "sentinel.username",
            "v",
            "password",
            "p",
            "database",
            "5");

    assertThat(config.useSentinelServers().getMasterName()).isEqualTo("m");
    assertThat(config.useSentinelServers().getSentinelAddresses())
        .containsExactly("redis://a:1", "redis://b:2");
    assertThat(config.useSentinelServers().getSentinelUsername()).isEqualTo("v");
    assertThat(config.useSentinelServers().getSentinelPassword()).isEqualTo("s");
    assertThat(config.useSentinelServers().getDatabase()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"url, http://secret@h", "url, 'redis://secret word'", "masterreplica.nodes, a:1"})
  void yaml_whatCannotBeSaid_isRefusedAndNotShown(String key, String value) {
    assertThatIllegalStateException()
        .isThrownBy(() -> said(key, value).yaml())
        .withMessageContainingAll("spring.data.redis." + key.split("\\.", 2)[0], "allowed: ")
        .withMessageNotContaining("secret")
        .withNoCause();
  }
}
