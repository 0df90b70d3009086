package org.entresol.hibernate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.entresol.testing.PostgresServers;
import org.entresol.testing.RedisServers;
import org.hibernate.Session;
import org.hibernate.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody changes in the database behind Hibernate's back, with two nodes. */
@Tag("server")
class OutsideChangesTest {
  private static final String REDIS = RedisServers.shared().address();
  private static final String COLUMNS = "id, author";

  private final String database = PostgresServers.shared().createDatabase();
  private final List<Shop> shops = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeEach
  void fill() {
    fill(database);
  }

  /** Makes the tables, with nine books. */
  static void fill(String database) {
    run(
        database,
        "CREATE TABLE authors (name varchar(255) PRIMARY KEY, country varchar(255))",
        "CREATE TABLE \"Books\" (id bigint PRIMARY KEY, isbn varchar(255), title varchar(255),"
            + " author varchar(255))",
        "CREATE TABLE book_tags (book bigint, tag varchar(255))",
        "INSERT INTO authors VALUES ('Sappho', 'Lesbos'), ('Homer', 'Ionia')",
        "INSERT INTO \"Books\" SELECT n, 'i' || n, 'old ' || n, 'Sappho' FROM generate_series(1, 9) n",
        "INSERT INTO book_tags VALUES (1, 'short')");
  }

  @AfterEach
  void close() {
    shops.forEach(Shop::close);
  }

  private static void run(String database, String... statements) {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Shop open(String redis, String columns) {
    Shop shop = new Shop(folder, database, redis, columns);
    shops.add(shop);
    return shop;
  }

  private Shop open() {
    return open(REDIS, COLUMNS);
  }

  /** Reads the same by two nodes until both have it from the cache. */
  private static void warm(Shop one, Runnable first, Shop two, Runnable second) {
    await()
        .until(
            () -> {
              first.run();
              second.run();
              long before = one.statements() + two.statements();
              first.run();
              second.run();
              return one.statements() + two.statements() == before;
            });
  }

  /** Changes something, and returns when it was dealt with. */
  private void change(Shop following, String sql) {
    long before = following.feed().getInvalidatedKeys() + following.feed().getRecalls();
    run(database, sql);
    await()
        .until(
            () -> following.feed().getInvalidatedKeys() + following.feed().getRecalls() > before);
  }

  @Test
  void entity_changed_isSeenByBothAndCachedAgain() {
    Shop one = open().awaitFollowing();
    Shop two = open();
    warm(one, () -> one.title(1), two, () -> two.title(1));

    change(one, "UPDATE \"Books\" SET title = 'new' WHERE id = 1");

    await().untilAsserted(() -> assertThat(two.title(1)).isEqualTo("new"));
    assertThat(one.title(1)).isEqualTo("new");
    warm(one, () -> one.title(1), two, () -> two.title(1));
    assertThat(two.title(1)).isEqualTo("new");
    warm(one, () -> one.title(2), two, () -> two.title(2));
    change(one, "UPDATE \"Books\" SET title = 'newer' WHERE id = 1");
    long before = two.statements();
    two.title(2);
    assertThat(two.statements()).as("nobody has changed it").isEqualTo(before);
  }

  @Test
  void entity_changedOnANodeWithACacheOfItsOwn_isSeen() {
    Shop one = open("", COLUMNS).awaitFollowing();
    warm(one, () -> one.title(1), one, () -> one.title(1));

    change(one, "UPDATE \"Books\" SET title = 'new' WHERE id = 1");

    assertThat(one.title(1)).isEqualTo("new");
  }

  @Test
  void entity_withoutItsIdentifierAmongTheColumns_isSeen() {
    Shop one = open(REDIS, "author").awaitFollowing();
    Shop two = open(REDIS, "author");
    warm(one, () -> one.title(1), two, () -> two.title(1));

    change(one, "UPDATE \"Books\" SET title = 'new' WHERE id = 1");

    await().untilAsserted(() -> assertThat(two.title(1)).isEqualTo("new"));
  }

  @Test
  void table_changedAsAWhole_isSeen() {
    Shop one = open().awaitFollowing();
    Shop two = open();
    warm(one, () -> one.title(1), two, () -> two.title(1));

    change(one, "TRUNCATE \"Books\"");

    await().until(() -> two.inSession(session -> session.find(Book.class, 1L) == null));
  }

  /** What a session that has begun before still reads must not come back into the cache. */
  @Test
  void entity_readByASessionThatBeganBefore_isNotPutBack() {
    Shop one = open().awaitFollowing();
    Shop two = open();
    try (Session older = two.factory().openSession()) {
      Transaction transaction = older.beginTransaction();
      older.doWork(
          connection ->
              connection
                  .createStatement()
                  .execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"));
      older.find(Author.class, "Homer");
      older.createNativeQuery("SELECT count(*) FROM authors", Long.class).list();
      change(one, "UPDATE \"Books\" SET title = 'new' WHERE id IN (1, 2)");

      assertThat(requireNonNull(older.find(Book.class, 1L)).title).isEqualTo("old 1");
      assertThat(two.title(1)).isEqualTo("new");
      // And later, when what was changed is free again.
      long puts = puts(two);
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                older.clear();
                return older.find(Book.class, 2L).title.equals("old 2") && puts(two) == puts;
              });
      transaction.commit();
    }
    assertThat(two.title(2)).isEqualTo("new");
  }

  private static long puts(Shop shop) {
    return requireNonNull(
            shop.factory().getStatistics().getDomainDataRegionStatistics(Book.class.getName()))
        .getPutCount();
  }

  private static String newest(Session session) {
    return session
        .createQuery("from Book where title <> 'x' order by id", Book.class)
        .setCacheable(true)
        .list()
        .get(0)
        .title;
  }

  private static long count(Session session) {
    return session
        .createQuery("select count(*) from Book where title like 'old%'", Long.class)
        .setCacheable(true)
        .getSingleResult();
  }

  @Test
  void query_overAChangedTable_isAskedAnew() {
    Shop one = open().awaitFollowing();
    Shop two = open();
    warm(
        one,
        () -> one.inSession(OutsideChangesTest::count),
        two,
        () -> two.inSession(OutsideChangesTest::count));
    assertThat(two.inSession(OutsideChangesTest::count)).isEqualTo(9);

    change(one, "UPDATE \"Books\" SET title = 'new' WHERE id = 1");

    await().untilAsserted(() -> assertThat(two.inSession(OutsideChangesTest::count)).isEqualTo(8));
    assertThat(two.inSession(OutsideChangesTest::newest)).isEqualTo("new");
  }

  private static Set<String> tags(Shop shop) {
    return shop.inSession(session -> Set.copyOf(session.find(Book.class, 1L).tags));
  }

  private static int books(Shop shop, String author) {
    return shop.inSession(session -> session.find(Author.class, author).books.size());
  }

  @Test
  void collections_ofTexts_areSeen() {
    Shop one = open().awaitFollowing();
    Shop two = open();
    warm(one, () -> tags(one), two, () -> tags(two));

    change(one, "INSERT INTO book_tags VALUES (1, 'sad')");

    await().untilAsserted(() -> assertThat(tags(two)).containsExactlyInAnyOrder("sad", "short"));
  }

  @Test
  void collections_ofEntities_areSeenOnBothSides() {
    Shop one = open().awaitFollowing();
    Shop two = open();
    warm(one, () -> books(one, "Sappho"), two, () -> books(two, "Sappho"));
    warm(one, () -> books(one, "Homer"), two, () -> books(two, "Homer"));

    change(one, "UPDATE \"Books\" SET author = 'Homer' WHERE id = 3");

    await().untilAsserted(() -> assertThat(books(two, "Sappho")).isEqualTo(8));
    await().untilAsserted(() -> assertThat(books(two, "Homer")).isEqualTo(1));
  }

  @SuppressWarnings("deprecation") // Hibernate 7 has another way, which 6 has not
  private static String byIsbn(Shop shop, String isbn) {
    return shop.inSession(
        session -> {
          Book found = session.bySimpleNaturalId(Book.class).load(isbn);
          return found == null ? "none" : found.title;
        });
  }

  @Test
  void naturalId_changed_leadsToAnother() {
    Shop one = open().awaitFollowing();
    Shop two = open();
    warm(one, () -> byIsbn(one, "i1"), two, () -> byIsbn(two, "i1"));

    change(one, "UPDATE \"Books\" SET isbn = 'x' || isbn WHERE id = 1");

    await().untilAsserted(() -> assertThat(byIsbn(two, "i1")).isEqualTo("none"));
    assertThat(byIsbn(two, "xi1")).isEqualTo("old 1");
  }
}
