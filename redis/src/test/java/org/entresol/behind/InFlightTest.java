package org.entresol.behind;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import org.awaitility.Awaitility;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.WriteMode;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Gate;
import org.entresol.jcache.MapWriter;
import org.entresol.jcache.RedisNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** What happens to writes while the writer is at work. */
@Tag("server")
class InFlightTest {
  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  private final Gate gate = Gate.unarmed();
  private final Gate second = Gate.unarmed();

  @AfterEach
  void letGo() {
    gate.open();
    second.open();
  }

  private <V> EntresolCache<String, V> open(
      Stack stack, Class<V> type, CacheWriter<String, V> writer) {
    return (EntresolCache<String, V>)
        nodes.open(
            "c",
            EntresolConfiguration.builder(String.class, type)
                .stack(stack)
                .writer(() -> writer)
                .writeThrough(true)
                .write(it -> it.mode(WriteMode.BEHIND).delay(Duration.ofMillis(10)))
                .build());
  }

  @ParameterizedTest
  @TestStacks.Each
  void flush_aNewerWriteCameWhileAnOlderOneWasAtTheWriter_waitsForBoth(Stack stack) {
    MapWriter<String, String> writer =
        new MapWriter<>(
            key -> {
              second.pass();
              gate.pass();
            });
    EntresolCache<String, String> cache = open(stack, String.class, writer);
    gate.arm();
    cache.put("k", "older");
    gate.awaitVisitor();
    cache.put("k", "newer");

    Crew.Task<Boolean> flush = Crew.run(cache::flush).awaitBlocked();
    // The flush is older than the end of the first write by more than ages are known to.
    Awaitility.await().during(Duration.ofMillis(100)).until(() -> !flush.isDone());
    second.arm();
    gate.open();
    second.awaitVisitor();
    // Longer than a flush waits before it looks again.
    Awaitility.await().during(Duration.ofMillis(1_200)).until(() -> !flush.isDone());
    second.open();
    flush.result();

    assertThat(writer.source()).containsEntry("k", "newer");
  }

  /** A value that a writer gives an identity, as persistence frameworks do. */
  static final class Order {
    private final String what;
    private long id;

    Order(String what) {
      this.what = what;
    }

    void number(long number) {
      id = number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Order order && order.what.equals(what) && order.id == id;
    }

    @Override
    public int hashCode() {
      return Objects.hash(what, id);
    }
  }

  /** Gives each order a number, and notes its key. */
  private record Numbering(List<String> written) implements CacheWriter<String, Order> {

    @Override
    public void write(Cache.Entry<? extends String, ? extends Order> entry) {
      written.add(entry.getKey());
      entry.getValue().number(written.size());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends Order>> entries) {
      entries.forEach(this::write);
    }

    @Override
    public void delete(Object key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      throw new UnsupportedOperationException();
    }
  }

  @ParameterizedTest
  @TestStacks.Each
  void writer_changesTheValueThatItIsGiven_getsItOnce(Stack stack) {
    List<String> written = Collections.synchronizedList(new ArrayList<>());
    EntresolCache<String, Order> cache = open(stack, Order.class, new Numbering(written));

    cache.put("k", new Order("tea"));
    cache.flush();

    assertThat(written).containsExactly("k");
  }
}
