package org.entresol.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.RedisServer;
import org.entresol.web.TokenScope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Schedulers;

/**
 * Two instances, of which one hears nothing, and a client that changes by one what it reads by the
 * other.
 */
@Tag("server")
final class TokensTest {
  private static final AtomicLong BOOK = new AtomicLong();

  private static RedisServer redis;
  private static ChaosProxy deaf;
  private static Library one;
  private static Library two;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    deaf = ChaosProxy.before(redis);
    deaf.swallowPublished(true);
    String namespace = "tokens-" + UUID.randomUUID();
    one = library(namespace, redis.address());
    two = library(namespace, deaf.address());
  }

  private static Library library(String namespace, String address) {
    return new Library(
        "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()),
        "entresol.namespace=" + namespace,
        "entresol.connect-timeout=20s",
        "entresol.read-your-writes.caches[0]=rev*",
        "spring.data.redis.url=" + address);
  }

  @AfterAll
  static void stop() {
    two.close();
    one.close();
    deaf.close();
    redis.close();
  }

  /** Beans that ask, each in its own way. */
  private enum Client {
    REST_CLIENT {
      @Override
      String send(ApplicationContext context, HttpMethod method, URI uri) {
        RestClient client = context.getBean(RestClient.Builder.class).build();
        return String.valueOf(client.method(method).uri(uri).retrieve().body(String.class));
      }
    },
    REST_TEMPLATE {
      @Override
      String send(ApplicationContext context, HttpMethod method, URI uri) {
        RestTemplate template = context.getBean(RestTemplate.class);
        return String.valueOf(template.exchange(uri, method, null, String.class).getBody());
      }
    },
    WEB_CLIENT {
      @Override
      String send(ApplicationContext context, HttpMethod method, URI uri) {
        WebClient client = context.getBean(WebClient.Builder.class).build();
        return String.valueOf(
            client.method(method).uri(uri).retrieve().bodyToMono(String.class).block());
      }
    },
    WEB_CLIENT_ELSEWHERE {
      @Override
      String send(ApplicationContext context, HttpMethod method, URI uri) {
        WebClient client = context.getBean(WebClient.Builder.class).build();
        TokenScope scope = requireNonNull(TokenScope.current());
        return String.valueOf(
            client
                .method(method)
                .uri(uri)
                .retrieve()
                .bodyToMono(String.class)
                .contextWrite(known -> known.put(TokenScope.class, scope))
                .subscribeOn(Schedulers.parallel())
                .block());
      }
    };

    abstract String send(ApplicationContext context, HttpMethod method, URI uri);
  }

  private static ApplicationContextRunner client(String... properties) {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(EntresolTokensAutoConfiguration.class))
        .withPropertyValues(properties)
        .withBean(RestClient.Builder.class, RestClient::builder)
        .withBean(RestTemplate.class)
        .withBean(WebClient.Builder.class, WebClient::builder);
  }

  @ParameterizedTest
  @EnumSource
  void read_byTheOther_isNotOlderThanWhatTheOneHasChanged(Client client) {
    String path = "reviews/" + BOOK.incrementAndGet();
    String before = two.get(path);
    client("entresol.read-your-writes.hosts[0]=local*")
        .run(
            context -> {
              try (TokenScope scope = TokenScope.open()) {
                client.send(context, HttpMethod.DELETE, one.uri(path));
                assertThat(scope.carried()).startsWith("reviews=");

                assertThat(client.send(context, HttpMethod.GET, two.uri(path)))
                    .isNotEqualTo(before);
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void token_ofAHostThatIsNotNamed_isNotTaken(Client client) {
    client("entresol.read-your-writes.hosts[0]=*.example.com")
        .run(
            context -> {
              try (TokenScope scope = TokenScope.open()) {
                client.send(context, HttpMethod.DELETE, one.uri("reviews/20"));

                assertThat(scope.carried()).isEmpty();
              }
            });
  }

  @Test
  void clients_withoutAWord_areLeftAlone() {
    client()
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(EntresolTokensAutoConfiguration.class);
              assertThat(context.getBean(RestTemplate.class).getInterceptors()).isEmpty();
            });
  }
}
