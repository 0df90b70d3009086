package org.entresol.web.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried from outside to have something given to others that was made for one. */
@Tag("unit")
class PoisoningTest extends VisitedShop {

  // ---- what is no part of the key

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Forwarded-Prefix",
        "Forwarded",
        "X-Host",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "X-Auth-User",
        "X-Consumer-Username",
        "X-Forwarded",
        "Referer",
        "Content-Type",
        "Cache-Control",
        "X-Anything"
      })
  void field_thatIsNoPartOfTheKey_isNotGivenToOthers(String field) {
    Client client =
        client(
            policy -> policy,
            (request, response) -> response.getWriter().write("link " + request.getHeader(field)));

    Answer poisoned = client.get(PATH, field + ": evil.test");
    Answer victim = client.get(PATH);

    assertThat(poisoned.text()).isEqualTo("link evil.test");
    assertThat(poisoned.cacheStatus()).endsWith("detail=unkeyed");
    assertThat(victim.text()).isEqualTo("link null");
    assertThat(client.get(PATH, field + ": evil.test").isHit()).isTrue();
  }

  @Test
  void field_thatIsNamedByThePolicy_isAPartOfTheKey() {
    Client client =
        client(
            policy -> policy.vary("X-Forwarded-Proto"),
            (request, response) ->
                response.getWriter().write(request.getHeader("X-Forwarded-Proto")));
    client.get(PATH, "X-Forwarded-Proto: http");
    client.get(PATH, "X-Forwarded-Proto: https");

    Answer secure = client.get(PATH, "X-Forwarded-Proto: https");

    assertThat(secure.isHit()).isTrue();
    assertThat(secure.text()).isEqualTo("https");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept",
        "Accept-Charset",
        "Accept-Encoding",
        "Accept-Language",
        "Origin",
        "User-Agent",
        "X-Requested-With"
      })
  void field_thatIsNegotiatedAndRead_tellsAnswersApartWithoutBeingSaid(String field) {
    Client client =
        client(
            policy -> policy,
            (request, response) -> response.getWriter().write("as " + request.getHeader(field)));
    Answer poisoned = client.get(PATH, field + ": evil");

    assertThat(poisoned.fields().get("vary")).containsExactly(field.toLowerCase(Locale.ROOT));
    assertThat(client.get(PATH).text()).isEqualTo("as null");
    assertThat(client.get(PATH, field + ": good").text()).isEqualTo("as good");
    assertThat(client.get(PATH).isHit()).isTrue();
    assertThat(client.get(PATH, field + ": evil").isHit()).isTrue();
  }

  @Test
  void field_thatWasMissing_tellsAnswersApart() {
    Client client =
        client(
            policy -> policy,
            (request, response) ->
                response.getWriter().write("as " + request.getHeader("Accept-Language")));
    client.get(PATH);

    assertThat(client.get(PATH, "Accept-Language: de").text()).isEqualTo("as de");
  }

  @Test
  void locale_thatIsRead_tellsAnswersApart() {
    Client client =
        client(
            policy -> policy,
            (request, response) ->
                response
                    .getWriter()
                    .write(
                        request.getRequestURI().equals(PATH)
                            ? "in " + request.getLocale()
                            : "in " + request.getLocales().nextElement()));
    for (String path : List.of(PATH, "/products/8")) {
      client.get(path, "Accept-Language: xx");

      assertThat(client.get(path, "Accept-Language: de").text()).isEqualTo("in de");
      assertThat(client.get(path, "Accept-Language: de").isHit()).isTrue();
    }
  }

  /** What a handler reads of a request that is not the same for everybody. */
  private static Object read(HttpServletRequest request, String what)
      throws IOException, ServletException {
    return switch (what) {
      case "address" -> request.getRemoteAddr();
      case "host" -> request.getRemoteHost();
      case "port" -> request.getRemotePort();
      case "names" -> Collections.list(request.getHeaderNames());
      case "date" -> request.getDateHeader("X-Date");
      case "type" -> request.getContentType();
      case "charset" -> String.valueOf(request.getCharacterEncoding());
      case "stream" -> request.getInputStream().read();
      case "reader" -> request.getReader().read();
      default -> throw new IllegalArgumentException(what);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "address, unkeyed",
    "host, unkeyed",
    "port, unkeyed",
    "names, unkeyed",
    "date, unkeyed",
    "type, unkeyed",
    "charset, unkeyed",
    "stream, body",
    "reader, body"
  })
  void rendering_thatReadWhatIsNotTheSameForEverybody_isNotKept(String what, String why) {
    Client client =
        client(
            policy -> policy,
            (request, response) -> response.getWriter().write("read " + read(request, what)));

    Answer own =
        client.get(
            PATH, "X-Date: Sun, 06 Nov 1994 08:49:37 GMT", "Content-Type: text/evil;charset=utf-8");

    assertThat(own.text()).startsWith("read ");
    assertThat(own.cacheStatus()).endsWith("detail=" + why);
    assertThat(client.get(PATH).isHit()).isFalse();
  }

  @Test
  void role_ofAUser_isNotGivenToOthers() {
    Client client =
        client(
            policy -> policy.byPrincipal(true),
            (request, response) ->
                response.getWriter().write("admin " + request.isUserInRole("admin")));

    Answer admin = client.get(PATH, "Test-User: ann", "Test-Role: admin");
    Answer demoted = client.get(PATH, "Test-User: ann");

    assertThat(admin.text()).isEqualTo("admin true");
    assertThat(admin.cacheStatus()).endsWith("detail=principal");
    assertThat(demoted.text()).isEqualTo("admin false");
    client.get(PATH);
    assertThat(client.get(PATH).text()).isEqualTo("admin false");
  }

  @Test
  void users_ofTheSameName_areToldApartByTheirAuthentication() {
    Client client = client(policy -> policy.byPrincipal(true), PoisoningTest::authenticated);

    client.get(PATH, "Test-User: ann", "Test-Auth: basic");

    assertThat(client.get(PATH, "Test-User: ann", "Test-Auth: token").isHit()).isFalse();
    Answer own = client.get(PATH, "Test-User: ann", "Test-Auth: basic");
    assertThat(own.isHit()).isTrue();
    assertThat(own.field("Cache-Control")).isEqualTo("private, max-age=60");
  }

  private static void authenticated(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "public, max-age=60");
    response.getWriter().write("by " + request.getAuthType());
  }

  @Test
  void user_withoutAName_isNotTakenForNobody() {
    Client client = client(policy -> policy.byPrincipal(true), VisitedShop::greet);

    Answer nameless = client.get("/products/0", "Test-User:");

    assertThat(nameless.cacheStatus()).endsWith("detail=principal");
  }

  @Test
  void host_ofTheRequest_isAPartOfTheKey() {
    Client client =
        client(
            policy -> policy,
            (request, response) -> response.getWriter().print(request.getRequestURL()));
    client.get(PATH, "Host: evil.test");
    client.get(PATH, "Host: shop.test:81");

    assertThat(client.get(PATH).text()).isEqualTo("http://shop.test" + PATH);
  }

  @Test
  void host_thatIsNotTheOneOfTheKey_isNotGivenToOthers() {
    Client client =
        client(
            policy -> policy,
            (request, response) -> response.getWriter().write("on " + request.getHeader("Host")));

    Answer poisoned = client.get(PATH, "Host: evil.test", "Test-Host: shop.test");

    assertThat(poisoned.cacheStatus()).endsWith("detail=unkeyed");
    assertThat(client.get(PATH).text()).isEqualTo("on shop.test");
    assertThat(client.get(PATH).isHit()).isTrue();
  }

  @Test
  void parameters_cloakedOrDoubled_areReadAsTheHandlerReadsThem() {
    Client client =
        client(
            policy -> policy.query("page"),
            (request, response) ->
                response
                    .getWriter()
                    .write(
                        String.join(",", request.getParameterMap().keySet())
                            + String.join(",", request.getParameterValues("page"))
                            + request.getQueryString()));
    client.get(PATH + "?page=1;page=evil");
    client.get(PATH + "?page=1&page=evil");
    client.get(PATH + "?page=evil&page=1");
    client.get(PATH + "?page=1%26page=evil");
    client.get(PATH + "?%70age=1&utm=evil");

    Answer victim = client.get(PATH + "?page=1");

    assertThat(victim.text()).isEqualTo("page1page=1");
    assertThat(victim.isHit()).isTrue();
    assertThat(renderings).hasValue(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/products/%2e%2e/account",
        "/products/..;/account",
        "/products/x;a=b",
        "/products//7",
        "/products/./7",
        "/products/%2f..%2faccount",
        "/products/7%00.css"
      })
  void path_thatCanBeReadInSeveralWays_isNeverKept(String path) {
    Client client =
        client(policy -> policy, (request, response) -> response.getWriter().write("page"));

    client.get(path);

    assertThat(client.get(path).cacheStatus()).isEmpty();
  }

  @Test
  void request_withContent_isNotKept() {
    Client client =
        client(
            policy -> policy,
            (request, response) ->
                response
                    .getWriter()
                    .write("page " + new String(request.getInputStream().readAllBytes(), UTF_8)));

    Answer fat =
        client.send("GET", PATH, "a=evil", "Content-Type: application/x-www-form-urlencoded");

    assertThat(fat.text()).isEqualTo("page a=evil");
    assertThat(client.get(PATH).text()).isEqualTo("page ");
  }

  @Test
  void fields_thatAreTooLarge_leaveTheAnswerOfOthersAlone() {
    Client client =
        client(policy -> policy, (request, response) -> response.getWriter().write("page"));

    Answer refused = client.get(PATH, "X-Large: " + "x".repeat(20_000));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(client.get(PATH).text()).isEqualTo("page");
  }
}
