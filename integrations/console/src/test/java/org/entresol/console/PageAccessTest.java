package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.entresol.EntresolCache;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who tries to get in where nobody is meant to. */
@Tag("server")
class PageAccessTest {

  @TempDir private Path folder;
  private Page page;
  private EntresolCache<String, String> cache;

  @BeforeEach
  void open() throws IOException {
    page = Page.withToken(folder);
    cache = page.fleet().texts("customers");
    cache.put("k", "v");
    await().until(() -> entry().status() == 200);
  }

  @AfterEach
  void close() {
    page.close();
  }

  private String named(String more) {
    return "{\"namespace\":\"%s\",\"cache\":\"customers\"%s}".formatted(page.namespace(), more);
  }

  private RawHttp drop() {
    return RawHttp.post(page, "/api/invalidate", named(",\"keys\":[\"k\"]"));
  }

  private RawHttp.Answer entry() throws IOException {
    return RawHttp.get(page, "/api/entry?namespace=" + page.namespace() + "&cache=customers&key=k")
        .send();
  }

  // ---- what is meant to be

  @Test
  void change_withAllThatIsAsked_isMadeAndTold() throws IOException {
    assertThat(drop().send().status()).isEqualTo(200);
    assertThat(cache.getFresh("k")).isNull();
    assertThat(page.journal())
        .singleElement()
        .matches(line -> line.matches("anna at 127.0.0.1: invalidate .*keys=\\[k].*: done"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console.css", "/plot.js", "/api/state?since=0", "/api/nodes"})
  void answer_any_hasHeadersThatBindTheBrowser(String path) throws IOException {
    RawHttp.Answer answer = RawHttp.get(page, path).send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .containsIgnoringCase("Content-security-policy: default-src 'none'; script-src 'self';")
        .contains("frame-ancestors 'none'")
        .containsIgnoringCase("X-content-type-options: nosniff")
        .containsIgnoringCase("Referrer-policy: no-referrer");
  }

  // ---- what is not

  @ParameterizedTest
  @CsvSource({
    "Authorization, '', 401",
    "Authorization, Bearer, 401",
    "Authorization, Bearer another-token-of-somebody, 401",
    "Authorization, Basic a-token-of-the-tests, 401",
    "Origin, '', 403",
    "Origin, http://evil.example, 403",
    "Origin, null, 403",
    "Origin, http://localhost:1, 403",
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Content-Type, '', 415",
    "Content-Type, text/plain, 415",
    "Content-Type, application/x-www-form-urlencoded, 415",
    "Host, '', 421",
    "Host, evil.example, 421",
    "Host, 127.0.0.1, 421",
    "Host, 127.0.0.1:1, 421",
  })
  void change_withAWrongHeader_isRefusedAndChangesNothing(String name, String value, int status)
      throws IOException {
    RawHttp.Answer answer = drop().with(name, value).send();

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(cache.getFresh("k")).isEqualTo("v");
    assertThat(page.journal()).noneMatch(line -> line.contains("invalidate"));
  }

  @ParameterizedTest
  @CsvSource({"Host, evil.example, 421", "Sec-Fetch-Site, cross-site, 403"})
  void look_fromAnotherPage_isRefused(String name, String value, int status) throws IOException {
    RawHttp.Answer answer = RawHttp.get(page, "/api/state?since=0").with(name, value).send();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).doesNotContain("customers");
  }

  @Test
  void token_wrongAgainAndAgain_isToldOnce() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(drop().with("Authorization", "Bearer another-token-of-somebody").send().status())
          .isEqualTo(401);
    }

    assertThat(page.journal())
        .singleElement()
        .matches(line -> line.contains("127.0.0.1") && !line.contains("another"));
  }

  @Test
  void change_pageWithoutTokens_isRefusedWhateverTheToken() throws IOException {
    try (Page closed = Page.readOnly()) {
      for (String path :
          new String[] {"invalidate", "expire", "clear", "replay", "drop", "doctor", "token"}) {
        assertThat(RawHttp.post(closed, "/api/" + path, "{}").send().status())
            .as(path)
            .isEqualTo(403);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/invalidate", "/api/expire", "/api/clear", "/api/replay", "/api/drop"})
  void change_askedForByGet_isRefused(String path) throws IOException {
    assertThat(RawHttp.get(page, path).send().status()).isEqualTo(405);
    assertThat(cache.getFresh("k")).isEqualTo("v");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../pom.xml", "/console.html", "/web/", "/api/", "/%2e%2e/console.js"})
  void path_ofNothing_isRefused(String path) throws IOException {
    assertThat(RawHttp.get(page, path).send().status()).isEqualTo(404);
  }

  @Test
  void body_tooLong_isRefused() throws IOException {
    String keys = ",\"keys\":[\"" + "k".repeat(64_000) + "\"]";

    assertThat(RawHttp.post(page, "/api/invalidate", named(keys)).send().status()).isEqualTo(413);
  }

  static Stream<String> bodies() {
    return Stream.of(
        "",
        "null",
        "[]",
        "{",
        "{\"a\"",
        "{\"a\":1}",
        "{\"a\":{}}",
        "{\"a\":[[\"b\"]]}",
        "{\"a\":\"b\",\"a\":\"c\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"b\"} more",
        "{\"a\":[" + "\"k\",".repeat(1_001) + "\"k\"]}");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void body_otherThanAllowed_isRefused(String body) throws IOException {
    RawHttp.Answer answer = RawHttp.post(page, "/api/invalidate", body).send();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("allowed: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",\"keys\":[\"k\"],\"tags\":[\"t\"]", ",\"pattern\":\"*a*b*c*d*e*f*g*h*i\""})
  void invalidate_notSaidWhat_isRefused(String more) throws IOException {
    assertThat(RawHttp.post(page, "/api/invalidate", named(more)).send().status()).isEqualTo(400);
    assertThat(cache.getFresh("k")).isEqualTo("v");
  }

  @Test
  void expire_notSaidWhat_isRefused() throws IOException {
    RawHttp.Answer answer = RawHttp.post(page, "/api/expire", named("")).send();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("tags");
  }

  @ParameterizedTest
  @CsvSource({"/api/replay, ''", "/api/drop, ''", "/api/drop, ',\"keys\":[]'"})
  void letters_notSaidWhich_areLeft(String path, String more) throws IOException {
    RawHttp.Answer answer = RawHttp.post(page, path, named(more)).send();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("keys");
  }

  @Test
  void cache_ofAnotherNamespace_isRefused() throws IOException {
    try (Page other = Page.withToken(folder)) {
      other.fleet().texts("customers").put("k", "v");
      String path = "/api/entry?namespace=" + other.namespace() + "&cache=customers&key=k";
      await().until(() -> RawHttp.get(other, path).send().status() == 200);

      assertThat(RawHttp.get(page, path).send().status()).isEqualTo(404);
    }
  }

  @Test
  void name_thatWouldBeMarkup_isNoMarkupInTheAnswer() throws IOException {
    page.fleet().texts("<script>").put("k", "v");

    await().until(() -> state().contains("\"cache\":\"<script>\""));

    assertThat(state())
        .containsIgnoringCase("Content-type: application/json\r\n")
        .containsIgnoringCase("X-content-type-options: nosniff");
  }

  private String state() throws IOException {
    return RawHttp.get(page, "/api/state?since=0").send().text();
  }

  // ---- where it starts

  @Test
  void host_thatWasSaid_isAnsweredAndNoOther() throws IOException {
    try (Console named =
        Console.at(RedisServers.shared().address())
            .namespace(page.namespace())
            .host("console.example.com")
            .tokenFile(folder.resolve("tokens"))
            .start()) {
      String at = named.address().getAuthority();

      assertThat(RawHttp.at(at, "/api/state?since=0").send().status()).isEqualTo(401);
      assertThat(RawHttp.at(at, "/").with("Host", "Console.example.com").send().status())
          .isEqualTo(200);
      assertThat(RawHttp.at(at, "/").with("Host", "console.example.com.evil").send().status())
          .isEqualTo(421);
    }
  }

  @Test
  void bind_whereOthersReachItWithoutTokens_isRefused() {
    assertThatThrownBy(
            () ->
                Console.at(RedisServers.shared().address())
                    .bind(InetAddress.getByName("0.0.0.0"))
                    .start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed: ");
  }

  @Test
  void host_ofAProxyWithoutTokens_isRefused() {
    assertThatThrownBy(
            () -> Console.at(RedisServers.shared().address()).host("console.example.com").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("console.example.com")
        .hasMessageContaining("allowed: ");
  }

  @Test
  void bind_whereOthersReachIt_toLookNeedsTheToken() throws IOException {
    Path file = folder.resolve("tokens");
    try (Console open =
        Console.at(RedisServers.shared().address())
            .namespace(page.namespace())
            .bind(InetAddress.getByName("0.0.0.0"))
            .tokenFile(file)
            .start()) {
      String host = "127.0.0.1:" + open.address().getPort();

      assertThat(RawHttp.at(host, "/api/state?since=0").send().status()).isEqualTo(401);
      assertThat(
              RawHttp.at(host, "/api/state?since=0")
                  .with("Authorization", "Bearer " + Page.TOKEN)
                  .send()
                  .status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna short",
        "anna",
        "a b c-token-of-the-tests",
        "an/na long-enough-token-here",
        ""
      })
  void tokens_otherThanAllowed_areRefusedWithoutRepeatingThem(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong"), line + "\n");

    assertThatThrownBy(() -> Console.at(RedisServers.shared().address()).tokenFile(file).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed: ")
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("token-of");
  }
}
