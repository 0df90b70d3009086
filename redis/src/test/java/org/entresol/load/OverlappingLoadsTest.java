package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.RedisNodes.texts;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.entresol.LoadGuard;
import org.entresol.Stack;
import org.entresol.jcache.Crew;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.Gate;
import org.entresol.jcache.RedisNodes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads of one key that overlap, while nobody changes the key. */
@Tag("server")
class OverlappingLoadsTest {
  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  private final AtomicInteger loads = new AtomicInteger();
  private final List<Gate> gates = List.of(Gate.closed(), Gate.closed());

  private Cache<String, String> open(String node, LoadGuard guard) {
    return nodes
        .node(node)
        .createCache(
            "c",
            texts(Stack.HEAP_REDIS)
                .readThrough(true)
                .load(load -> load.guard(guard))
                .loader(
                    () ->
                        new FunctionLoader<>(
                            key -> {
                              int number = loads.getAndIncrement();
                              if (number < gates.size()) {
                                gates.get(number).pass();
                              }
                              return "" + number;
                            }))
                .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"NODE", "NONE"})
  void overlappingLoads_ofTwoNodes_theFirstToEndIsStoredAndGivenToBoth(LoadGuard guard) {
    Cache<String, String> one = open("one", guard);
    Cache<String, String> two = open("two", guard);
    Crew.Task<String> first = Crew.start(() -> one.get("k"));
    gates.get(0).awaitVisitor();
    Crew.Task<String> second = Crew.start(() -> two.get("k"));
    gates.get(1).awaitVisitor();

    gates.get(0).open();
    assertThat(first.result()).isEqualTo("0");

    assertThat(one.containsKey("k")).as("nobody has changed the key").isTrue();
    gates.get(1).open();
    assertThat(second.result()).isEqualTo("0");
    assertThat(two.containsKey("k")).isTrue();
    assertThat(loads).hasValue(2);
  }
}
