package org.entresol.behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Ear;
import org.entresol.jcache.Mutation;
import org.entresol.jcache.TestCaches;
import org.entresol.stats.Beans;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Writers wait for a source that does not keep up, and memory stays bounded. */
@Tag("server")
class FullQueueTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @RegisterExtension private final Lab lab = new Lab();

  private final Source source = lab.source();
  private final Ear<String, String> ear = new Ear<>();

  private EntresolConfiguration.Builder<String, String> narrow(
      Stack stack, int most, Duration wait) {
    return lab.behind(stack, it -> it.maxPending(most).waitTime(wait)).statistics(true);
  }

  /** Operations on keys that are not pending. */
  enum Refused {
    PUT,
    GET_AND_PUT,
    PUT_IF_ABSENT,
    PUT_ALL,
    REMOVE,
    REMOVE_ALL,
    INVOKE_SET,
    INVOKE_REMOVE;

    void on(Cache<String, String> cache) {
      switch (this) {
        case PUT -> cache.put("new", "v");
        case GET_AND_PUT -> cache.getAndPut("new", "v");
        case PUT_IF_ABSENT -> cache.putIfAbsent("new", "v");
        case PUT_ALL -> cache.putAll(Map.of("new", "v"));
        case REMOVE -> cache.remove("new");
        case REMOVE_ALL -> cache.removeAll(Set.of("new"));
        case INVOKE_SET -> Mutation.set(cache, "new", "v");
        case INVOKE_REMOVE -> Mutation.remove(cache, "new");
      }
    }
  }

  private static Stream<Arguments> refused() {
    return TestStacks.all()
        .flatMap(
            stack ->
                Stream.of(true, false)
                    .flatMap(
                        heard ->
                            Stream.of(Refused.values())
                                .map(operation -> Arguments.of(stack, heard, operation))));
  }

  /** A cache whose queue is full while the writer is held up. */
  private EntresolCache<String, String> full(
      EntresolConfiguration.Builder<String, String> builder, int most) {
    source.holdUp();
    EntresolCache<String, String> cache = lab.open(builder);
    for (int i = 0; i < most; i++) {
      cache.put("k" + i, "v");
    }
    return cache;
  }

  @ParameterizedTest(name = "{0} heard: {1} {2}")
  @MethodSource("refused")
  void operation_noRoomInTime_failsAndLeavesNothing(Stack stack, boolean heard, Refused operation) {
    EntresolConfiguration.Builder<String, String> builder = narrow(stack, 2, Duration.ofMillis(1));
    if (heard) {
      builder.listener(TestCaches.synchronous(ear));
    }
    EntresolCache<String, String> cache = full(builder, 2);
    EntresolStatisticsMXBean statistics = Beans.statistics("c");

    assertThatThrownBy(() -> operation.on(cache))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll("'new'", "1 millisecond", "write.max-pending");

    assertThat(cache.containsKey("new")).isFalse();
    assertThat(ear.heardOf("new")).isEmpty();
    assertThat(statistics.getCachePuts()).isEqualTo(2);
    assertThat(statistics.getCacheRemovals()).isZero();
    assertThat(statistics.getPendingWrites()).isEqualTo(2);
    cache.put("k1", "of a key that is there");
    Crew.promptly(() -> assertThat(cache.get("new")).as("no lock stays held").isNull());
    source.release();
    cache.flush();
    operation.on(cache);
    cache.flush();
    assertThat(source.rows()).containsEntry("k1", "of a key that is there");
  }

  @ParameterizedTest(name = "{0} heard: {1} {2}")
  @MethodSource("refused")
  void operation_roomComesWhileItWaits_isMade(Stack stack, boolean heard, Refused operation) {
    EntresolConfiguration.Builder<String, String> builder = narrow(stack, 2, LONG);
    if (heard) {
      builder.listener(TestCaches.synchronous(ear));
    }
    EntresolCache<String, String> cache = full(builder, 2);
    source.rows().put("new", "old");
    Crew.Task<Boolean> writer = Crew.run(() -> operation.on(cache)).awaitBlocked();
    assertThat(writer.isDone()).isFalse();

    source.release();

    assertThat(writer.result()).isTrue();
    cache.flush();
    boolean removes = operation.name().contains("REMOVE");
    assertThat(source.rows().get("new")).isEqualTo(removes ? null : "v");
    assertThat(cache.get("new")).isEqualTo(removes ? null : "v");
    assertThat(ear.heardOf("new")).hasSize(heard && !removes ? 1 : 0);
  }

  @ParameterizedTest
  @TestStacks.Each
  void put_ofAnEntryThatIsNotToBeStored_waitsAndIsWritten(Stack stack) {
    EntresolCache<String, String> cache =
        full(
            narrow(stack, 2, LONG)
                .expiry(new CreatedExpiryPolicy(javax.cache.expiry.Duration.ZERO)),
            2);
    Crew.Task<Boolean> writer = Crew.run(() -> cache.put("new", "v")).awaitBlocked();

    source.release();

    assertThat(writer.result()).isTrue();
    cache.flush();
    assertThat(source.rows()).containsEntry("new", "v").hasSize(3);
    assertThat(cache).isEmpty();
  }

  @ParameterizedTest
  @TestStacks.Each
  void putAll_largerThanTheQueue_isWrittenAsItDrains(Stack stack) {
    EntresolCache<String, String> cache = lab.open(narrow(stack, 10, LONG));
    Map<String, String> rows = new HashMap<>();
    for (int i = 0; i < 45; i++) {
      rows.put("k" + i, "v" + i);
    }

    Crew.promptly(() -> cache.putAll(rows));
    cache.flush();

    assertThat(source.rows()).isEqualTo(rows);
  }

  @ParameterizedTest
  @TestStacks.Each
  void pending_underManyWriters_neverGoesBeyondTheBound(Stack stack) {
    int most = 20;
    EntresolCache<String, String> cache = lab.open(narrow(stack, most, LONG));
    EntresolStatisticsMXBean statistics = Beans.statistics("c");
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong highest = new AtomicLong();
    Crew.Task<Boolean> observer =
        Crew.run(
            () -> {
              while (!over.get()) {
                highest.accumulateAndGet(statistics.getPendingWrites(), Math::max);
              }
            });

    Crew.race(
        8,
        thread ->
            () -> {
              Random random = new Random(thread);
              for (int i = 0; i < 12; i++) {
                cache.put("k" + thread + "-" + random.nextInt(1_000), "v" + i);
              }
              return thread;
            });
    over.set(true);
    observer.result();
    cache.flush();

    assertThat(highest.get()).isPositive().isLessThanOrEqualTo(most);
    List<String> keys = new ArrayList<>();
    cache.forEach(
        entry -> {
          keys.add(entry.getKey());
          assertThat(source.rows()).containsEntry(entry.getKey(), entry.getValue());
        });
    assertThat(source.rows()).containsOnlyKeys(keys);
  }

  @ParameterizedTest
  @TestStacks.Each
  void put_interruptedWhileItWaits_failsAndKeepsTheInterrupt(Stack stack) {
    EntresolCache<String, String> cache = full(narrow(stack, 1, LONG), 1);
    Crew.Task<Boolean> writer =
        Crew.start(
                () -> {
                  assertThatThrownBy(() -> cache.put("new", "v"))
                      .isInstanceOf(CacheException.class);
                  return Thread.interrupted();
                })
            .awaitBlocked();

    writer.interrupt();

    assertThat(writer.result()).as("interrupted").isTrue();
    assertThat(cache.containsKey("new")).isFalse();
  }
}
