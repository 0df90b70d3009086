package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.testing.Allocation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What all threads of a node allocate for one large value on its way to Redis and back. */
@Tag("server")
class LargeValuesOnRedisTest {

  private static final int LENGTH = 4 << 20;
  private static final double MOST = 2.2;
  private static final int TIMES = 5;

  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  static Stream<Arguments> values() {
    String text = "The quick brown fox. ".repeat(LENGTH / 21);
    return Stream.of(
        arguments(Stack.REDIS, "a text", text),
        arguments(Stack.HEAP_REDIS, "a text", text),
        arguments(Stack.REDIS, "bytes", new byte[LENGTH]),
        arguments(Stack.REDIS, "a list of a text", new ArrayList<>(List.of(text))));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("values")
  void putAndGet_largeValue_allocateLittleMoreThanTwiceItsBytes(
      Stack stack, String name, Object value) {
    Configuration<String, Object> configuration =
        EntresolConfiguration.builder(String.class, Object.class)
            .stack(stack)
            .maxValueBytes(2L * LENGTH)
            .build();
    Cache<String, Object> writer = nodes.open("c", configuration);
    Cache<String, Object> reader = nodes.node("two").createCache("c", configuration);

    // Others may allocate meanwhile, too, and what is made once is made at first.
    long put = Long.MAX_VALUE;
    long get = Long.MAX_VALUE;
    for (int i = 0; i < TIMES; i++) {
      String key = "k" + i;
      put = Math.min(put, Allocation.ofAllThreads(() -> writer.put(key, value)));
      get = Math.min(get, Allocation.ofAllThreads(() -> assertThat(reader.get(key)).isNotNull()));
    }

    assertThat((double) put / LENGTH).as(name).isLessThan(MOST);
    assertThat((double) get / LENGTH).as(name).isLessThan(MOST);
  }
}
