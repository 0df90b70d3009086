package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.entresol.Compression;
import org.entresol.EntresolConfiguration;
import org.entresol.ShippedCodec;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies in Redis by codecs that others read too. */
@Tag("server")
class CodecsOnRedisTest {

  /** A repair tick of a second, and what a busy machine may add. */
  private static final Duration REPAIR = Duration.ofSeconds(8);

  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  private final RespClient resp = RedisServers.shared().connect();

  record Line(String product, int count) {}

  @AfterEach
  void disconnect() {
    resp.close();
  }

  private static <V> EntresolConfiguration.Builder<String, V> of(
      Class<V> type, Stack stack, ShippedCodec codec) {
    return EntresolConfiguration.builder(String.class, type)
        .stack(stack)
        .codec(codec)
        .partitions(1);
  }

  private String entry(String key) {
    return resp.text("GET", nodes.namespace() + ":{c:0}:e:s:" + key);
  }

  private String record() {
    return nodes.namespace() + ":c";
  }

  static Stream<Arguments> values() {
    return TestStacks.all()
        .filter(Stack::isShared)
        .flatMap(
            stack ->
                Stream.of(
                    Arguments.of(
                        stack,
                        ShippedCodec.JSON,
                        new Line("tea", 2),
                        "{\"product\":\"tea\",\"count\":2}"),
                    Arguments.of(stack, ShippedCodec.STRING, "two teas", "two teas")));
  }

  @ParameterizedTest
  @MethodSource("values")
  <V> void put_readableCodec_showsTheValue(Stack stack, ShippedCodec codec, V value, String shown) {
    @SuppressWarnings("unchecked") // the class of a value is that of its type
    Class<V> type = (Class<V>) value.getClass();
    Cache<String, V> writer = nodes.open("c", of(type, stack, codec).build());
    Cache<String, V> reader = nodes.node("two").createCache("c", of(type, stack, codec).build());

    writer.put("k", value);

    assertThat(entry("k")).endsWith(shown);
    assertThat(reader.get("k")).isEqualTo(value);
    assertThat(resp.text("HGET", record(), "codec")).isEqualTo(codec.configName());
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void put_emptyBytes_areRead(Stack stack) {
    EntresolConfiguration<String, byte[]> bytes =
        of(byte[].class, stack, ShippedCodec.BYTES).compress(Compression.DEFLATE).build();
    nodes.open("c", bytes).put("k", new byte[0]);

    assertThat(nodes.node("two").createCache("c", bytes).get("k")).isEmpty();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void createCache_recordWithAnotherCodec_isRefusedWithBothNames(Stack stack) {
    nodes.open("c", of(Object.class, stack, ShippedCodec.JSON).build());

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                nodes
                    .node("two")
                    .createCache("c", of(Object.class, stack, ShippedCodec.JAVA).build()))
        .withMessageContaining("codec: java is not allowed, as %s has json".formatted(record()));
    assertThat(resp.text("HGET", record(), "codec")).isEqualTo("json");
  }

  /** Records were made without one when there was no other. */
  @Test
  void createCache_recordWithoutACodec_isThatOfTheDefault() {
    resp.command("HSET", record(), "format", "1", "partitions", "1");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> nodes.open("c", of(Object.class, Stack.REDIS, ShippedCodec.JSON).build()))
        .withMessageContaining("has kryo");
    nodes.open("c", of(Object.class, Stack.REDIS, ShippedCodec.KRYO).build()).put("k", 1);
  }

  @Test
  void operations_recordWithAnotherCodecByNow_areRefused() {
    Cache<String, String> cache =
        nodes.open("c", of(String.class, Stack.REDIS, ShippedCodec.STRING).build());
    cache.put("k", "value");

    resp.command("HSET", record(), "codec", "json\u001b[2J");

    await().atMost(REPAIR).until(() -> failure(cache).contains("the codec json\\u001b[2J by now"));
    assertThat(failure(cache)).contains(record(), "string");
  }

  private static String failure(Cache<String, String> cache) {
    try {
      return "no failure but " + cache.get("k");
    } catch (CacheException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
