package org.entresol.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.EventType;
import org.entresol.jcache.Ear;
import org.entresol.jcache.Ear.Heard;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What listeners hear of other nodes' operations. */
@Tag("server")
class ClusterEventsTest {

  private static final String CACHE = "events";

  private final List<Node> nodes = new ArrayList<>();
  private Ear<String, String> near = new Ear<>();
  private Ear<String, String> far = new Ear<>();

  @BeforeEach
  void empty() {
    RedisServers.shared().connect().command("FLUSHALL");
  }

  @AfterEach
  void close() {
    nodes.forEach(Node::close);
  }

  private Cache<String, String> open(Ear<String, String> ear, String stack, String scope) {
    Node node =
        Node.on(RedisServers.shared().address(), "defaults.stack", stack, "defaults.events", scope);
    nodes.add(node);
    return node.open(CACHE, listening(ear));
  }

  private static MutableConfiguration<String, String> listening(Ear<String, String> ear) {
    return Node.texts()
        .addCacheEntryListenerConfiguration(
            new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(ear), null, true, true));
  }

  /** A change that another node makes of an entry "k" with the value "1", and what it comes to. */
  private record Mutator(
      String name, Consumer<Cache<String, String>> change, EventType type, String value) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Mutator> mutators() {
    return Stream.of(
        new Mutator("put", c -> c.put("k", "2"), EventType.UPDATED, "2"),
        new Mutator("getAndPut", c -> c.getAndPut("k", "2"), EventType.UPDATED, "2"),
        new Mutator("putAll", c -> c.putAll(Map.of("k", "2")), EventType.UPDATED, "2"),
        new Mutator("replace", c -> c.replace("k", "2"), EventType.UPDATED, "2"),
        new Mutator("replaceIf", c -> c.replace("k", "1", "2"), EventType.UPDATED, "2"),
        new Mutator("getAndReplace", c -> c.getAndReplace("k", "2"), EventType.UPDATED, "2"),
        new Mutator("remove", c -> c.remove("k"), EventType.REMOVED, "1"),
        new Mutator("removeIf", c -> c.remove("k", "1"), EventType.REMOVED, "1"),
        new Mutator("getAndRemove", c -> c.getAndRemove("k"), EventType.REMOVED, "1"),
        new Mutator("removeAll", c -> c.removeAll(Set.of("k")), EventType.REMOVED, "1"),
        new Mutator("removeAll()", Cache::removeAll, EventType.REMOVED, "1"),
        new Mutator("iterator", ClusterEventsTest::removeFirst, EventType.REMOVED, "1"),
        new Mutator("invoke set", c -> c.invoke("k", Steps::set), EventType.UPDATED, "2"),
        new Mutator("invoke remove", c -> c.invoke("k", Steps::remove), EventType.REMOVED, "1"));
  }

  private static void removeFirst(Cache<String, String> cache) {
    var entries = cache.iterator();
    entries.next();
    entries.remove();
  }

  @ParameterizedTest
  @MethodSource("mutators")
  void mutator_otherNode_isHeardOnceWithOldValue(Mutator mutator) {
    Cache<String, String> writer = open(near, "heap+redis", "cluster");
    open(far, "heap+redis", "cluster");
    writer.put("k", "1");
    mutator.change().accept(writer);
    writer.put("end", "");

    await().until(() -> far.heardOf("end").size() == 1);
    assertThat(far.heardOf("k"))
        .containsExactly(
            new Heard<>(EventType.CREATED, "k", null, "1"),
            new Heard<>(mutator.type(), "k", "1", mutator.value()));
    assertThat(near.heardOf("k")).isEqualTo(far.heardOf("k"));
  }

  @Test
  void change_stackWithoutHeap_isHeard() {
    Cache<String, String> writer = open(near, "redis", "cluster");
    open(far, "redis", "cluster");

    writer.put("k", "1");

    await().until(() -> far.heard().size() == 1);
  }

  @Test
  void change_localScope_isHeardByItsOwnNodeOnly() {
    Cache<String, String> writer = open(near, "heap+redis", "local");
    Cache<String, String> other = open(far, "heap+redis", "local");

    writer.put("k", "1");
    other.put("own", "1");

    assertThat(far.heard()).extracting(Heard::key).containsExactly("own");
    assertThat(near.heard()).extracting(Heard::key).containsExactly("k");
  }

  @Test
  void changes_twoNodesAtOnce_areHeardInOneOrder() throws InterruptedException {
    Cache<String, String> one = open(near, "heap+redis", "cluster");
    Cache<String, String> two = open(far, "heap+redis", "cluster");
    Thread left = new Thread(() -> putMany(one, "a"));
    Thread right = new Thread(() -> putMany(two, "b"));
    left.start();
    right.start();
    left.join();
    right.join();

    await().until(() -> near.heard().size() == 400 && far.heard().size() == 400);
    assertThat(near.heard()).isEqualTo(far.heard());
    assertThat(chain(near.heard())).isTrue();
  }

  private static void putMany(Cache<String, String> cache, String name) {
    for (int i = 0; i < 200; i++) {
      cache.put("k", name + i);
    }
  }

  /** Whether each event begins with what the one before it ended with. */
  private static boolean chain(List<Heard<String, String>> events) {
    for (int i = 1; i < events.size(); i++) {
      if (!Objects.equals(events.get(i - 1).value(), events.get(i).oldValue())) {
        return false;
      }
    }
    return true;
  }

  /** Entry processors by name. */
  private static final class Steps {
    static Object set(
        javax.cache.processor.MutableEntry<String, String> entry, Object... arguments) {
      entry.setValue("2");
      return "";
    }

    static Object remove(
        javax.cache.processor.MutableEntry<String, String> entry, Object... arguments) {
      entry.remove();
      return "";
    }
  }
}
