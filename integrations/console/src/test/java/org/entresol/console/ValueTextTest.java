package org.entresol.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.entresol.Codec;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.ShippedCodec;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the command line makes of the bytes of each codec. */
@Tag("server")
class ValueTextTest {

  private static final String ADDRESS = RedisServers.shared().address();
  private static final AtomicInteger LOADED = new AtomicInteger();

  private final String namespace = "value-" + UUID.randomUUID();
  private final Fleet fleet = Fleet.at(ADDRESS, namespace);

  /** A class of the application, which tells when it is initialized. */
  record Customer(String name) implements Serializable {
    static {
      LOADED.incrementAndGet();
    }
  }

  /** A codec that nobody but the application has. */
  private static final class Backwards implements Codec<String> {
    @Override
    public String name() {
      return "backwards";
    }

    @Override
    public byte[] encode(String value) {
      return new StringBuilder(value).reverse().toString().getBytes(UTF_8);
    }

    @Override
    public String decode(byte[] bytes) {
      return new StringBuilder(new String(bytes, UTF_8)).reverse().toString();
    }
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  private <V> JsonNode shown(EntresolConfiguration.Builder<String, V> builder, V value) {
    EntresolCache<String, V> cache = fleet.node().createCache("values", builder.build());
    cache.put("k", value);
    CommandRun run =
        CommandRun.of("get", ADDRESS, "values", "k", "--json", "--namespace", namespace);
    assertThat(run.code()).as(run.err()).isZero();
    return run.json().get("entries").get(0);
  }

  private static void assertRead(JsonNode entry, String value) {
    assertThat(entry.get("readable").asBoolean()).isTrue();
    assertThat(entry.get("value").asText()).isEqualTo(value);
  }

  @Test
  void value_ofCodecString_isTheText() {
    assertRead(
        shown(Fleet.near(String.class, String.class).codec(ShippedCodec.STRING), "é\n"), "é\n");
  }

  @Test
  void value_ofCodecBytes_isHexadecimal() {
    assertRead(
        shown(Fleet.near(String.class, byte[].class).codec(ShippedCodec.BYTES), new byte[] {1, -1}),
        "01ff");
  }

  @Test
  void value_ofCodecJson_isTheJson() {
    assertRead(
        shown(
            Fleet.near(String.class, Customer.class).codec(ShippedCodec.JSON),
            new Customer("Anna")),
        "{\"name\":\"Anna\"}");
  }

  @Test
  void value_ofCodecJava_isReadAsFarAsItIsOfTheJdk() {
    assertRead(
        shown(
            Fleet.near(String.class, Object.class).codec(ShippedCodec.JAVA),
            new ArrayList<>(List.of(1, "two"))),
        "[1, two]");
  }

  @Test
  void value_ofCodecJavaAndTheApplication_loadsNoClassAndNamesIt() {
    Customer customer = new Customer("Anna");
    int loaded = LOADED.get();

    JsonNode entry =
        shown(Fleet.near(String.class, Customer.class).codec(ShippedCodec.JAVA), customer);

    assertThat(entry.get("readable").asBoolean()).isFalse();
    assertThat(entry.get("value").asText()).contains(Customer.class.getName());
    assertThat(entry.get("payloadHex").asText()).startsWith("aced");
    assertThat(LOADED).hasValue(loaded);
  }

  @Test
  void value_ofTheCodecOfAUser_isItsBytes() {
    assertRead(
        shown(Fleet.near(String.class, String.class).codec(() -> new Backwards()), "ab"),
        HexFormat.of().formatHex(new byte[] {'b', 'a'}));
  }

  @Test
  void value_ofListsThatHoldEachOtherTwice_isCut() {
    List<Object> list = new ArrayList<>(List.of("x"));
    for (int i = 0; i < 40; i++) {
      list = new ArrayList<>(List.of(list, list));
    }
    Map<String, List<Object>> value = Map.of("all", list);

    JsonNode entry =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30), () -> shown(Fleet.near(String.class, Object.class), value));

    assertThat(entry.get("value").asText()).startsWith("{all=[[").hasSize(10_001).endsWith("…");
  }

  @Test
  void value_ofAHugeNumber_tellsItsSize() {
    BigInteger huge = BigInteger.ONE.shiftLeft(1_000_000);

    assertRead(shown(Fleet.near(String.class, BigInteger.class), huge), "a number of 1000001 bits");
  }

  @Test
  void value_ofALongText_isCut() {
    JsonNode entry = shown(Fleet.near(String.class, String.class), "x".repeat(20_000));

    assertThat(entry.get("value").asText()).isEqualTo("x".repeat(10_000) + "…");
  }
}
