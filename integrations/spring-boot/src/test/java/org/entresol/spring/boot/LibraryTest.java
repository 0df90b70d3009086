package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.acme.library.Reviews;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two instances of an application that has the starter and Spring Data's own property for Redis,
 * over one database and one Redis.
 */
@Tag("server")
final class LibraryTest {
  private static final String DATABASE =
      "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());

  /** Longer than the announcement of a change takes, by far. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static RedisServer redis;
  private static Library one;
  private static Library two;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    one = library();
    two =
        library(
            "management.endpoint.entresol.changes=true",
            "management.endpoint.entresol.values=true");
  }

  private static Library library(String... properties) {
    return new Library(
        DATABASE,
        Stream.concat(
                Stream.of(
                    "spring.data.redis.url=" + redis.address(), "spring.data.redis.timeout=500ms"),
                Stream.of(properties))
            .toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    two.close();
    one.close();
    redis.close();
  }

  private static void inDatabase(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(DATABASE, "sa", "")) {
      connection.createStatement().executeUpdate(statement);
    }
  }

  @Test
  void entity_readByOne_isInTheSecondLevelCacheOfTheOther() throws SQLException {
    one.put("books/1", "Emma");
    one.get("books/1");

    // Nobody tells the caches, so who has the old title has it from them.
    inDatabase("update book set title = 'Persuasion' where id = 1");

    assertThat(two.get("books/1")).isEqualTo("Emma");
    one.put("books/1", "Mansfield Park");
    await().atMost(SOON).until(() -> two.get("books/1").equals("Mansfield Park"));
  }

  @Test
  void cacheable_ofTheOne_isReadAndEvictedByTheOther() {
    String review = one.get("reviews/2");

    assertThat(two.get("reviews/2")).isEqualTo(review);
    two.delete("reviews/2");
    await().atMost(SOON).until(() -> !one.get("reviews/2").equals(review));
  }

  @Test
  void annotationOfJcache_ofTheOne_isReadByTheOther() {
    Reviews writer = one.context().getBean(Reviews.class);
    Reviews reader = two.context().getBean(Reviews.class);
    var review = writer.annotated(3);

    int written = reader.written();

    assertThat(reader.annotated(3)).isEqualTo(review);
    assertThat(reader.written()).isEqualTo(written);
  }

  static Stream<Arguments> kindsOfResults() {
    return Stream.of(
        Arguments.of("a null", asking(reviews -> String.valueOf(reviews.lost(10)))),
        Arguments.of("one caller alone", asking(reviews -> reviews.aloneOf(11).toString())),
        Arguments.of("later", asking(reviews -> reviews.later(12).join().toString())),
        Arguments.of("later, alone", asking(reviews -> reviews.laterAlone(13).join().toString())),
        Arguments.of("a Mono", asking(reviews -> String.valueOf(reviews.mono(14).block(SOON)))),
        Arguments.of(
            "a Flux",
            asking(reviews -> String.valueOf(reviews.flux(15).collectList().block(SOON)))));
  }

  private static Function<Reviews, String> asking(Function<Reviews, String> call) {
    return call;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kindsOfResults")
  void cacheable_ofAnyKind_isReadByTheOther(String kind, Function<Reviews, String> call) {
    Reviews writer = one.context().getBean(Reviews.class);
    Reviews reader = two.context().getBean(Reviews.class);
    String written = call.apply(writer);
    int before = reader.written();

    // What comes later is stored later, too.
    await().atMost(SOON).until(() -> call.apply(writer).equals(written));

    assertThat(call.apply(reader)).isEqualTo(written);
    assertThat(reader.written()).isEqualTo(before);
  }

  @Test
  void manager_ofAll_isOne() {
    one.get("reviews/4");
    one.put("books/4", "Lady Susan");

    assertThat(one.context().getBeansOfType(CacheManager.class)).hasSize(1);
    assertThat(one.context().getBean(CacheManager.class).getCacheNames())
        .contains("reviews", "com.acme.library.Book");
    assertThat(
            one.context()
                .getBean(EntityManagerFactory.class)
                .getProperties()
                .get("hibernate.javax.cache.cache_manager"))
        .isInstanceOf(LentCacheManager.class);
  }

  @Test
  void endPoint_asked_tellsCachesFiguresAndConfiguration() {
    one.get("reviews/5");
    one.get("reviews/5");

    assertThat(one.get("actuator/entresol"))
        .contains("\"uri\":\"entresol:default\"", "\"awayMillis\":0", "\"com.acme.library.Book\"");
    assertThat(one.get("actuator/entresol/reviews"))
        .contains("\"stack\":\"heap+redis\"", "\"allow\":\"[com.acme.library.**]\"")
        .containsPattern("\"cacheHits\":[1-9]");
  }

  @Test
  void endPoint_askedForAnEntry_tellsWhereItLies() {
    one.get("reviews/20");
    two.get("reviews/19");

    assertThat(one.get("actuator/entresol/reviews/l:20"))
        .contains("\"key\":\"l:20\"", "\"stale\":\"false\"", "\"authorityVersion\":")
        .doesNotContain("\"value\"");
    assertThat(two.get("actuator/entresol/reviews/l:20"))
        .contains("\"authorityVersion\":", "\"value\":\"")
        .doesNotContain("\"nearVersion\"");
    assertThat(one.post("actuator/entresol/nothing", "{\"action\":\"clear\"}")).isEqualTo(400);
  }

  @Test
  void endPoint_toldToChange_doesSoWhereThatIsOn() {
    String review = one.get("reviews/21");
    assertThat(two.get("reviews/21")).isEqualTo(review);

    assertThat(one.post("actuator/entresol/reviews", "{\"action\":\"clear\"}")).isEqualTo(400);
    assertThat(one.get("reviews/21")).isEqualTo(review);
    assertThat(two.post("actuator/entresol/reviews", "{\"action\":\"drop\"}")).isEqualTo(400);

    two.delete("actuator/entresol/reviews/l:21");
    two.delete("actuator/entresol/reviews/tags/author:7");
    String tag = "actuator/entresol/reviews/tags/author:7";
    assertThat(one.post(tag, "{\"action\":\"expire\"}")).isEqualTo(400);
    assertThat(two.post(tag, "{\"action\":\"delete\"}")).isEqualTo(400);
    assertThat(two.post(tag, "{\"action\":\"expire\"}")).isEqualTo(200);
    await().atMost(SOON).until(() -> !one.get("reviews/21").equals(review));
    String again = one.get("reviews/21");
    two.delete("actuator/entresol/reviews/patterns/2*");
    await().atMost(SOON).until(() -> !one.get("reviews/21").equals(again));
    assertThat(two.post("actuator/entresol/reviews", "{\"action\":\"measure\"}")).isEqualTo(200);
    assertThat(two.get("actuator/entresol/reviews")).containsPattern("\"sharedEntries\":[1-9]");
    assertThat(two.post("actuator/entresol/reviews", "{\"action\":\"drop-near-everywhere\"}"))
        .isEqualTo(200);
  }

  @Test
  void meters_ofAllCaches_tellTheirFigures() {
    one.get("reviews/6");
    one.get("reviews/6");
    // The first look finds caches that have come since the start.
    one.get("actuator/metrics/entresol.caches");

    one.get("reviews/6");

    assertThat(one.get("actuator/metrics/cache.gets?tag=cache:reviews&tag=result:hit"))
        .containsPattern("\"value\":[1-9]");
    assertThat(one.get("actuator/metrics/cache.load?tag=cache:com.acme.library.Book"))
        .contains("\"value\":0");
  }

  @Test
  void health_whileRedisIsAway_isDegradedAndTheApplicationIsNot() {
    assertThat(one.get("actuator/health/entresol")).contains("\"status\":\"UP\"");

    redis.pause();
    try {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(one.get("actuator/health/entresol"))
                      .contains("\"status\":\"DEGRADED\"", "Redis has been away for"));
      assertThat(one.get("actuator/health/sum")).isEqualTo("{\"status\":\"UP\"}");
    } finally {
      redis.resume();
    }
    await()
        .atMost(SOON)
        .until(() -> one.get("actuator/health/entresol").contains("\"status\":\"UP\""));
  }
}
