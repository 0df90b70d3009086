package org.entresol.web.token;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.ReadToken;
import org.entresol.Stack;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.RedisServer;
import org.entresol.web.ReadYourWritesFilter;
import org.entresol.web.TokenScope;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.Site;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that writes on one node and reads on another, which hears of no change. */
@Tag("server")
class ReadYourWritesFilterTest {
  private static final String NAME = "stock, all";

  /** A token of a cache of some other service. */
  private static final String ELSEWHERE = ReadToken.of(new long[] {3, 1});

  private final RedisServer server = RedisServer.start();
  private final ChaosProxy proxy = ChaosProxy.before(server);
  private final String namespace = "tokens-" + UUID.randomUUID();
  private Node writer;
  private Node reader;

  @TempDir Path folder;

  /** A node with a cache and a site that reads and writes it. */
  private static final class Node implements AutoCloseable {
    private final CachingProvider provider = new EntresolCachingProvider();
    private final EntresolCache<String, String> cache;
    private final Site site;

    Node(Path file) {
      cache =
          (EntresolCache<String, String>)
              provider
                  .getCacheManager(file.toUri(), Node.class.getClassLoader(), new Properties())
                  .createCache(
                      NAME,
                      EntresolConfiguration.builder(String.class, String.class)
                          .stack(Stack.HEAP_REDIS)
                          .build());
      site =
          new TomcatSite(List.of(new ReadYourWritesFilter(List.of(cache))), (q, a) -> answer(q, a));
    }

    private void answer(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getMethod()) {
        case "PUT" -> {
          cache.put("a", request.getReader().readLine());
          response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
        case "POST" -> {
          cache.put("a", request.getReader().readLine());
          response.getWriter().write("done");
          response.flushBuffer();
        }
        case "MERGE" -> {
          TokenScope scope = requireNonNull(TokenScope.current());
          scope.take(List.of("elsewhere=" + ELSEWHERE));
          response.getWriter().write(scope.carried());
        }
        case "DELETE" -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        case "PATCH" -> response.getWriter().write("nothing to do");
        default -> response.getWriter().write("" + cache.get("a"));
      }
    }

    Client client() {
      return new Client(site.port());
    }

    @Override
    public void close() {
      site.close();
      provider.close();
    }
  }

  @BeforeEach
  void twoNodesOfWhichOneHearsNothing() throws IOException {
    writer = node(server.address());
    reader = node(proxy.address());
    proxy.swallowPublished(true);
    writer.cache.put("a", "old");
    assertThat(reader.client().get("/").text()).isEqualTo("old");
  }

  private Node node(String address) throws IOException {
    String yaml =
        """
        namespace: %s
        redis:
          singleServerConfig:
            address: "%s"
            timeout: 500
            retryAttempts: 0
            connectionMinimumIdleSize: 1
            subscriptionConnectionMinimumIdleSize: 1
        """
            .formatted(namespace, address);
    return new Node(Files.writeString(folder.resolve(UUID.randomUUID() + ".yaml"), yaml));
  }

  @AfterEach
  void close() {
    writer.close();
    reader.close();
    proxy.close();
    server.close();
  }

  private static String token(Answer answer) {
    return answer.field(ReadYourWritesFilter.FIELD);
  }

  private static String line(String token) {
    return ReadYourWritesFilter.FIELD + ": " + token;
  }

  @Test
  void get_withTheTokenOfAPut_isNotOlder() {
    String token = token(writer.client().send("PUT", "/", "new"));

    assertThat(reader.client().get("/").text()).isEqualTo("old");
    assertThat(reader.client().get("/", line(token)).text()).isEqualTo("new");
  }

  @Test
  void get_withTheTokenOfAnAnswerThatWasSentAtOnce_isNotOlder() {
    String token = token(writer.client().send("POST", "/", "newer"));

    assertThat(reader.client().get("/", line("other=AQ, " + token)).text()).isEqualTo("newer");
  }

  @Test
  void answers_ofRequestsThatChangeSomething_carryATokenAndOthersNone() {
    assertThat(token(writer.client().send("DELETE", "/", ""))).isNotEmpty();
    assertThat(token(writer.client().send("PATCH", "/", "x"))).isNotEmpty();
    assertThat(token(writer.client().get("/"))).isEmpty();
    assertThat(token(writer.client().head("/"))).isEmpty();
  }

  @Test
  void get_withATokenOfAStrangers_isServed() {
    for (String made : List.of("", "=", "x", "stock%2C+all=", "stock%2C+all=???", "a=b=c,,")) {
      assertThat(reader.client().get("/", line(made)).text()).as(made).isEqualTo("old");
    }
  }

  @Test
  void request_thatAsksOthers_carriesWhatWasBroughtAndAnswersWhatTheySaid() {
    String brought = ReadToken.of(new long[] {7});

    Answer answer = writer.client().send("MERGE", "/", "", line("brought=" + brought));

    assertThat(answer.text())
        .contains("brought=" + brought, "elsewhere=" + ELSEWHERE, "stock%2C+all=");
    assertThat(token(answer)).contains("stock%2C+all=");
    assertThat(TokenScope.current()).isNull();
  }

  @Test
  void requests_whileRedisIsAway_areServed() {
    String token = token(writer.client().send("PUT", "/", "new"));
    server.close();

    Answer answer = writer.client().send("PATCH", "/", "x");
    assertThat(answer.text()).isEqualTo("nothing to do");
    assertThat(token(answer)).isEmpty();
    assertThat(reader.client().send("PATCH", "/", "x", line(token)).status()).isEqualTo(200);
  }
}
