package org.entresol.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Collection;
import org.entresol.EntresolConfiguration;
import org.entresol.feed.ChangeMapper;
import org.entresol.feed.ChangedRow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the follower does beside the usual: mappers with errors, and caches that come later. */
@Tag("server")
class FollowerTest {
  private final TestDatabase database = new TestDatabase().withCustomers();

  /** A mapper whose class path lacks something. */
  public static final class Incomplete implements ChangeMapper {
    @Override
    public Collection<?> keys(ChangedRow row) {
      throw new NoClassDefFoundError("com/acme/Missing");
    }
  }

  private Node open(Path folder, String mapping) {
    return new Node(
        folder,
        Node.yaml(database.url(), "install: true")
                .replace("{ cache: customers, key: \"s:{id}\" }", mapping)
            + Node.CUSTOMERS);
  }

  @Test
  void mapper_thatThrowsAnError_invalidatesItsCacheEachTime(@TempDir Path folder) {
    try (Node node =
        open(
            folder,
            "{ cache: customers, mapper: \"%s\", columns: [id] }"
                .formatted(Incomplete.class.getName()))) {
      node.awaitFollowing();
      for (int i = 0; i < 2; i++) {
        node.customers().put("7", "old");

        database.run("UPDATE customers SET name = 'new' WHERE id = 7");

        await().untilAsserted(() -> assertThat(node.customers().get("7")).isNull());
      }
      assertThat(node.feed().getUnreadableChanges()).isEqualTo(2);
    }
  }

  @Test
  void cache_openedWhileTheConnectionStays_isRecalledOnce(@TempDir Path folder) {
    try (Node node =
        open(folder, "[{ cache: customers, key: \"s:{id}\" }, { cache: late, key: \"s:{id}\" }]")) {
      node.awaitFollowing();
      long gaps = node.feed().getGaps();
      for (int i = 0; i < 2; i++) {
        long before = node.feed().getRecalls();
        node.manager()
            .createCache("late", EntresolConfiguration.builder(String.class, String.class).build());
        await().until(() -> node.feed().getRecalls() == before + 1);
        node.manager().destroyCache("late");
      }
      assertThat(node.feed().getGaps()).isEqualTo(gaps);
    }
  }
}
