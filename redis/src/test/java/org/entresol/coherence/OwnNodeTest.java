package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a node may rely on of its own writes, and of what it has seen. */
@Tag("server")
final class OwnNodeTest {
  private static final int ROUNDS = 300;
  private static final int THREADS = 4;

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final RedisServer server = nodes.server();
  private final ChaosProxy proxy = nodes.proxy(server);
  private final Node node = nodes.node(proxy.address(), Nodes.ONE_PARTITION);
  private final Node other = nodes.node(server.address(), Nodes.ONE_PARTITION);

  private static void runAll(List<Callable<Void>> tasks) throws Exception {
    ExecutorService crew = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<Void> task : crew.invokeAll(tasks)) {
        task.get(2, TimeUnit.MINUTES);
      }
    } finally {
      crew.shutdownNow();
    }
  }

  @Test
  void get_afterAnOwnPut_isTheOwnValueBesideManyOthers() throws Exception {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      String key = "key" + thread;
      tasks.add(() -> readEachWrite(node.cache(), key));
      tasks.add(() -> readEachWrite(other.cache(), "other " + key));
      tasks.add(() -> readOnly(node.cache(), key));
    }

    runAll(tasks);
  }

  private static Void readEachWrite(Cache<String, String> cache, String key) {
    for (int i = 0; i < ROUNDS; i++) {
      cache.put(key, "value " + i);
      assertThat(cache.get(key)).isEqualTo("value " + i);
      if (i % 5 == 0) {
        cache.remove(key);
        assertThat(cache.get(key)).isNull();
      }
    }
    return null;
  }

  private static Void readOnly(Cache<String, String> cache, String key) {
    for (int i = 0; i < 10 * ROUNDS; i++) {
      cache.get(key);
    }
    return null;
  }

  @Test
  void get_besideWritersOnBothNodes_neverGoesBack() throws Exception {
    AtomicInteger counter = new AtomicInteger();
    other.cache().put("key", "0");
    List<Callable<Void>> tasks = new ArrayList<>();
    // One writer at a time, so that the numbers say which value is the older one.
    Object turn = new Object();
    for (Node writer : List.of(node, other)) {
      tasks.add(
          () -> {
            for (int i = 0; i < ROUNDS; i++) {
              synchronized (turn) {
                writer.cache().put("key", "" + counter.incrementAndGet());
              }
            }
            return null;
          });
    }
    for (int thread = 0; thread < THREADS; thread++) {
      tasks.add(() -> readInOrder(counter));
    }

    runAll(tasks);
  }

  private Void readInOrder(AtomicInteger counter) {
    int last = 0;
    while (counter.get() < 2 * ROUNDS) {
      int read = Integer.parseInt(node.cache().get("key"));
      assertThat(read).isGreaterThanOrEqualTo(last);
      last = read;
    }
    return null;
  }

  @Test
  void get_afterAnOwnWriteWhoseReplyWasLost_isNotTheOldValue() {
    node.cache().put("key", "old");
    await().until(() -> "old".equals(node.cache().get("key")));
    // Else the node would hear of its own write.
    proxy.swallowPublished(true);
    proxy.dropNextReply("EVALSHA");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> node.cache().put("key", "new"));

    assertThat(node.holds("key")).isFalse();
    await().ignoreExceptions().until(() -> "new".equals(node.cache().get("key")));
  }

  @Test
  void getAndPut_announcementBeforeItsReply_givesBackTheVeryObject() throws Exception {
    Node patient =
        nodes.node(proxy.address(), "defaults.partitions", "1", "command-timeout", "20s");
    String old = String.join(" ", "an", "object");
    // The same script once before: else the answer that is held says that it has to be loaded.
    patient.cache().getAndPut("key", old);
    proxy.holdReplies("EVALSHA");
    CompletableFuture<String> replaced =
        CompletableFuture.supplyAsync(() -> patient.cache().getAndPut("key", "new"));

    await().until(() -> !patient.holds("key"));
    proxy.releaseReplies();

    assertThat(replaced.get(30, TimeUnit.SECONDS)).isSameAs(old);
  }

  @Test
  void put_replyLost_isMadeOnce() {
    node.cache().put("key", "old");
    proxy.dropNextReply("EVALSHA");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> node.cache().put("key", "new"));
    other.cache().put("key", "newer");

    await().ignoreExceptions().until(() -> "newer".equals(node.cache().get("key")));
    assertThat(other.cache().get("key")).isEqualTo("newer");
  }

  @Test
  void get_afterAClearOfAnotherNode_isAMiss() {
    node.cache().put("key", "value");
    assertThat(node.cache().get("key")).isEqualTo("value");

    other.cache().clear();

    await().until(() -> node.cache().get("key") == null);
    node.cache().put("key", "again");
    assertThat(node.cache().get("key")).isEqualTo("again");
    await().until(() -> "again".equals(other.cache().get("key")));
  }

  @Test
  void get_afterAnOwnClear_isAMissAtOnce() {
    node.cache().put("key", "value");
    other.cache().put("other", "value");
    assertThat(node.cache().get("other")).isEqualTo("value");

    node.cache().clear();

    assertThat(node.cache().get("key")).isNull();
    assertThat(node.cache().get("other")).isNull();
  }
}
