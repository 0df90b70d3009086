package org.entresol.behind;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.WriteSettings;
import org.entresol.behind.Source.Write;
import org.entresol.jcache.Crew;
import org.entresol.jcache.RedisNodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** Many writes of few keys: how few of them reach the source, and in which order. */
@Tag("server")
class HotKeysTest {
  private static final int KEYS = 20;
  private static final int THREADS = 8;
  private static final int STEPS = 300;

  @RegisterExtension private final Lab lab = new Lab();

  private final Source source = lab.source();

  @ParameterizedTest
  @TestStacks.Each
  void put_tenThousandTimesToAHundredKeys_isAtMostTwoHundredWrites(Stack stack) {
    Duration usual = RedisNodes.texts(stack).build().getWrite().delay();
    EntresolCache<String, String> cache = lab.open(stack, it -> it.delay(usual));
    long start = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      cache.put("k" + i % 100, "v" + i);
    }
    cache.flush();
    // On a machine that takes longer than the delay for all of it, each round may be a write more.
    long rounds = 2 + (System.nanoTime() - start) / usual.toNanos();

    assertThat(source.writes()).hasSizeLessThanOrEqualTo((int) (100 * rounds));
    assertThat(source.rows()).hasSize(100).containsEntry("k99", "v9999");
  }

  // ---- a race

  /** What was acknowledged of one key, in order; whoever changes the key holds this. */
  private static final class Acknowledged {
    private final List<Write> writes = new ArrayList<>();
  }

  private static void takeAMoment(String key) {
    try {
      assertThat(new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS)).as(key).isFalse();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes keys at random, and notes each change when it is acknowledged. */
  private static void change(
      EntresolCache<String, String> cache, int thread, Map<String, Acknowledged> acknowledged) {
    Random random = new Random(thread);
    for (int i = 0; i < STEPS; i++) {
      String key = "k" + random.nextInt(KEYS);
      Acknowledged of = Objects.requireNonNull(acknowledged.get(key));
      String value = random.nextInt(3) == 0 ? null : thread + "-" + i;
      synchronized (of) {
        change(cache, key, value);
        of.writes.add(new Write(key, value));
      }
    }
  }

  @ParameterizedTest
  @TestStacks.Each
  void changes_ofManyThreadsAndNodes_arriveInTheOrderOfEachKey(Stack stack) {
    source.before(HotKeysTest::takeAMoment);
    List<EntresolCache<String, String>> caches =
        Stream.of("one", "two")
            .limit(stack.isShared() ? 2 : 1)
            .map(node -> lab.open(node, racing(stack)))
            .toList();
    Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
    for (int i = 0; i < KEYS; i++) {
      acknowledged.put("k" + i, new Acknowledged());
    }

    Crew.race(
        THREADS,
        thread ->
            () -> {
              change(caches.get(thread % caches.size()), thread, acknowledged);
              return thread;
            });
    caches.forEach(EntresolCache::flush);

    acknowledged.forEach((key, of) -> assertArrivedInOrder(key, of.writes));
    Map<String, String> last = new ConcurrentHashMap<>();
    acknowledged.forEach(
        (key, of) -> {
          String value = of.writes.get(of.writes.size() - 1).value();
          if (value != null) {
            last.put(key, value);
          }
        });
    assertThat(source.rows()).isEqualTo(last);
    for (EntresolCache<String, String> cache : caches) {
      cache.invalidateNear();
      acknowledged
          .keySet()
          .forEach(key -> assertThat(cache.get(key)).as(key).isEqualTo(last.get(key)));
    }
  }

  private EntresolConfiguration.Builder<String, String> racing(Stack stack) {
    EntresolConfiguration.Builder<String, String> builder = lab.behind(stack, HotKeysTest::hurried);
    return stack.isShared() ? builder.partitions(4) : builder;
  }

  private static WriteSettings hurried(WriteSettings write) {
    return write.delay(Duration.ZERO).batch(7);
  }

  private static void change(
      EntresolCache<String, String> cache, String key, @Nullable String value) {
    if (value == null) {
      cache.remove(key);
    } else {
      cache.put(key, value);
    }
  }

  /** What arrived of a key is part of what was acknowledged, in the same order, up to the last. */
  private void assertArrivedInOrder(String key, List<Write> acknowledged) {
    List<Write> arrived =
        source.writes().stream().filter(write -> write.key().equals(key)).toList();
    Iterator<Write> rest = acknowledged.iterator();
    for (Write write : arrived) {
      boolean found = false;
      while (!found && rest.hasNext()) {
        found = rest.next().equals(write);
      }
      assertThat(found).as("%s of %s in %s", write, arrived, acknowledged).isTrue();
    }
    assertThat(arrived.get(arrived.size() - 1))
        .isEqualTo(acknowledged.get(acknowledged.size() - 1));
  }
}
