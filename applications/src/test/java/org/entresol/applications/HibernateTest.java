package org.entresol.applications;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.books.BookShop;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hibernate's second-level cache, with two nodes of an application on one database. */
@Tag("processes")
final class HibernateTest {
  private static final List<String> READS =
      List.of("book", "isbn", "author", "shelf", "sign", "genre", "titles");

  private static Server database;

  @TempDir Path directory;

  @BeforeAll
  static void startDatabase() throws SQLException {
    database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
  }

  @AfterAll
  static void stopDatabase() {
    database.stop();
  }

  @ParameterizedTest
  @EnumSource
  void reads_afterAnotherNodeHasRead_findAllInTheCache(Generation libraries) {
    Caches caches = new Caches(directory);
    List<String> uris =
        List.of(
            caches.uri("redis"), caches.uri("heap+redis"), caches.uri("redis", "presets: none"));
    try (Node one = node(libraries, uris);
        Node two = node(libraries, uris.subList(0, 2))) {
      assertAllIsShared(one, two, "0 ");
      assertAllIsShared(one, two, "1 ");
      assertThat(one.tell("2 fill"))
          .contains("org.hibernate.cache.", "`allow: [com.acme.**, hibernate]` at file:");
    }
  }

  private static Node node(Generation libraries, List<String> caches) {
    return new Node(
        libraries,
        BookShop.class,
        caches.stream().flatMap(uri -> Stream.of(database(uri), uri)).toArray(String[]::new));
  }

  private static String database(String name) {
    return "jdbc:h2:tcp://localhost:%d/mem:%s;DB_CLOSE_DELAY=-1"
        .formatted(database.getPort(), name.replaceAll("\\W", ""));
  }

  private static void assertAllIsShared(Node one, Node two, String shop) {
    one.tell(shop + "fill");
    for (String read : READS) {
      String first = one.tell(shop + read);
      String before = two.tell(shop + "statements");
      assertThat(two.tell(shop + read)).as(read).isEqualTo(first);
      assertThat(two.tell(shop + "statements")).as("statements of " + read).isEqualTo(before);
    }
    one.tell(shop + "retitle");
    assertThat(two.tell(shop + "genre")).isEqualTo("Ode");
    assertThat(two.tell(shop + "book")).isEqualTo("Ode 9.90 2020-02-29 [old, short] {Lesbos=3}");
  }
}
