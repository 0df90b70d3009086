package org.entresol.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.persistence.PersistenceException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.entresol.testing.PostgresServers;
import org.entresol.testing.RedisServers;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes that change and read the same books at random, while somebody changes them by SQL: what
 * they have is what the database has, as soon as nobody changes it any more.
 */
@Tag("server")
class RandomChangesTest {
  private static final Duration LENGTH =
      Duration.ofSeconds(Long.getLong("entresol.test.hibernate", 5));

  /** How long after the last change all has to be seen. */
  private static final Duration BOUND = Duration.ofSeconds(20);

  private static final int WRITERS = 4;
  private static final long BOOKS = 5;

  private final String database = PostgresServers.shared().createDatabase();
  private final List<Shop> shops = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(2 * WRITERS);

  private final LongAdder stale = new LongAdder();

  @TempDir private Path folder;

  @AfterEach
  void close() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    shops.forEach(Shop::close);
  }

  @Test
  void books_changedAtRandom_areThoseOfTheDatabaseInTheEnd() throws Exception {
    OutsideChangesTest.fill(database);
    for (int i = 0; i < 2; i++) {
      shops.add(new Shop(folder, database, RedisServers.shared().address(), "id, author"));
    }
    await().until(() -> shops.stream().anyMatch(shop -> shop.feed().getRecalls() >= 3));
    long seed = System.nanoTime();
    long end = System.nanoTime() + LENGTH.toNanos();
    List<CompletableFuture<Void>> work = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      long first = 1 + i * BOOKS;
      Random random = new Random(seed + i);
      work.add(CompletableFuture.runAsync(() -> write(random, first, end), threads));
      Random reading = new Random(seed - i);
      work.add(CompletableFuture.runAsync(() -> read(reading, end), threads));
    }
    CompletableFuture.allOf(work.toArray(CompletableFuture[]::new))
        .get(LENGTH.toSeconds() + 60, TimeUnit.SECONDS);

    changeWhatBothHave();
    Map<Long, String> truth = inDatabase();
    for (Shop shop : shops) {
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> {
                assertThat(shop.inSession(RandomChangesTest::found))
                    .as("seed %s", seed)
                    .isEqualTo(truth);
                assertThat(shop.inSession(RandomChangesTest::queried))
                    .as("seed %s", seed)
                    .isEqualTo(truth);
              });
    }
  }

  /** The last changes in each way, which nothing later makes good. */
  private void changeWhatBothHave() {
    for (long first = 1; first < WRITERS * BOOKS; first += BOOKS) {
      for (long id = first; id < first + BOOKS; id++) {
        long one = id;
        shops.get(0).inSession(session -> put(session, one, "before"));
      }
    }
    for (Shop shop : shops) {
      await().until(() -> isWarm(shop));
    }
    for (long first = 1; first < WRITERS * BOOKS; first += BOOKS) {
      long id = first;
      bySql(id, "by SQL");
      shops.get(0).inSession(session -> put(session, id + 1, "in a session"));
      shops.get(1).inSession(session -> remove(session, id + 2));
    }
  }

  private static boolean isWarm(Shop shop) {
    Map<Long, String> titles = shop.inSession(RandomChangesTest::found);
    long before = shop.statements();
    boolean settled =
        shop.inSession(RandomChangesTest::found).equals(titles)
            && shop.inSession(RandomChangesTest::queried).equals(titles);
    shop.inSession(RandomChangesTest::queried);
    return settled && shop.statements() - before <= 1;
  }

  private Shop any(Random random) {
    return shops.get(random.nextInt(shops.size()));
  }

  /** Changes books that nobody else changes. */
  private void write(Random random, long first, long end) {
    for (int n = 0; System.nanoTime() - end < 0; n++) {
      long id = first + random.nextInt((int) BOOKS);
      try {
        write(random, id, "title " + n);
      } catch (PersistenceException e) {
        // What it had found in the cache was gone by then; nothing was changed.
        stale.increment();
      }
    }
  }

  private void write(Random random, long id, String title) {
    switch (random.nextInt(5)) {
      case 0, 1 -> any(random).inSession(session -> put(session, id, title));
      case 2 -> any(random).inSession(session -> rename(session, id, title));
      case 3 -> any(random).inSession(session -> remove(session, id));
      default -> bySql(id, title);
    }
  }

  private static int rename(Session session, long id, String title) {
    return session
        .createMutationQuery("update Book set title = :title where id = :id")
        .setParameter("title", title)
        .setParameter("id", id)
        .executeUpdate();
  }

  private static String put(Session session, long id, String title) {
    Book book = session.find(Book.class, id);
    if (book == null) {
      book = new Book();
      book.id = id;
      book.isbn = "i" + id;
      session.persist(book);
    }
    book.title = title;
    return title;
  }

  private static boolean remove(Session session, long id) {
    Book book = session.find(Book.class, id);
    if (book != null) {
      session.remove(book);
    }
    return book != null;
  }

  private void bySql(long id, String title) {
    try (Connection connection = DriverManager.getConnection(database);
        PreparedStatement update =
            connection.prepareStatement("UPDATE \"Books\" SET title = ? WHERE id = ?")) {
      update.setString(1, title);
      update.setLong(2, id);
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read(Random random, long end) {
    while (System.nanoTime() - end < 0) {
      any(random)
          .inSession(
              random.nextInt(4) == 0 ? RandomChangesTest::queried : RandomChangesTest::found);
    }
  }

  private Map<Long, String> inDatabase() throws SQLException {
    Map<Long, String> titles = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(database);
        PreparedStatement query = connection.prepareStatement("SELECT id, title FROM \"Books\"");
        ResultSet found = query.executeQuery()) {
      while (found.next()) {
        titles.put(found.getLong(1), found.getString(2));
      }
    }
    return titles;
  }

  private static Map<Long, String> found(Session session) {
    Map<Long, String> titles = new TreeMap<>();
    LongStream.rangeClosed(1, WRITERS * BOOKS)
        .mapToObj(id -> session.find(Book.class, id))
        .forEach(
            book -> {
              if (book != null) {
                titles.put(book.id, book.title);
              }
            });
    return titles;
  }

  private static Map<Long, String> queried(Session session) {
    Map<Long, String> titles = new TreeMap<>();
    session
        .createQuery("select id, title from Book", Object[].class)
        .setCacheable(true)
        .list()
        .forEach(row -> titles.put((Long) row[0], (String) row[1]));
    return titles;
  }
}
