package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.OnFailure;
import org.entresol.ProcessorRights;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Ear;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.MapWriter;
import org.entresol.stats.Beans;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * What user code, listeners and source see of a cache that is empty while its authority is away.
 */
@Tag("unit")
class EmptyWhileAwayTest {

  private final FakeClock clock = new FakeClock();

  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  private EntresolCache<String, String> open(
      Stack stack,
      Function<
              EntresolConfiguration.Builder<String, String>,
              EntresolConfiguration.Builder<String, String>>
          more) {
    EntresolConfiguration.Builder<String, String> builder =
        EntresolConfiguration.builder(String.class, String.class)
            .stack(stack)
            .onFailure(OnFailure.MISS);
    return (EntresolCache<String, String>)
        lab.manager("one").createCache("c", more.apply(builder).build());
  }

  private void cut(boolean isCut) {
    lab.node("one").link().cut(isCut);
  }

  private void comeBack() {
    cut(false);
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofSeconds(1));
    }
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void operations_away_areThoseOnAnEmptyCache(Stack stack) {
    EntresolCache<String, String> cache = open(stack, builder -> builder);
    cache.put("a", "old");
    assertThat(cache.get("a")).isEqualTo("old");
    cut(true);
    cache.put("b", "new");

    assertThat(cache.get("a")).isNull();
    assertThat(cache.get("b")).isNull();
    assertThat(cache.getFresh("a")).isNull();
    assertThat(cache.containsKey("a")).isFalse();
    assertThat(cache.getAll(Set.of("a", "b"))).isEmpty();
    assertThat(cache.putIfAbsent("a", "1")).isTrue();
    assertThat(cache.getAndPut("a", "1")).isNull();
    assertThat(cache.replace("a", "1")).isFalse();
    assertThat(cache.replace("a", "old", "1")).isFalse();
    assertThat(cache.getAndReplace("a", "1")).isNull();
    assertThat(cache.remove("a")).isFalse();
    assertThat(cache.remove("a", "old")).isFalse();
    assertThat(cache.getAndRemove("a")).isNull();
    assertThat(cache.iterator().hasNext()).isFalse();
    cache.putAll(Map.of("a", "1", "b", "2"));
    cache.removeAll(Set.of("a", "b"));
    cache.removeAll();
    cache.clear();
    cache.invalidate("a");
    assertThat(cache.<Boolean>invoke("a", (e, arguments) -> e.exists())).isFalse();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void processors_away_runOnceAndTheirValuesAreNotKept(Stack stack) {
    Cache<String, String> cache = open(stack, builder -> builder);
    List<String> runs = new ArrayList<>();
    cut(true);

    String given =
        cache.invoke(
            "a",
            (entry, arguments) -> {
              runs.add(entry.getKey());
              entry.setValue("new");
              return entry.getValue();
            });

    assertThat(given).isEqualTo("new");
    assertThat(runs).containsExactly("a");
    assertThat(cache.get("a")).isNull();
    assertThat(cache.<String>invokeAll(Set.of("a", "b"), (entry, arguments) -> entry.getKey()))
        .containsOnlyKeys("a", "b");
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void processor_cutOffBeforeItsCommit_runsAgainOnNothingAndWhatItSawGoes(Stack stack) {
    assertThat(seenByProcessorCutOff(open(stack, builder -> builder))).containsExactly("old", null);
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void exclusiveProcessor_cutOffBeforeItsCommit_runsOnceAndWhatItSawGoes(Stack stack) {
    assertThat(
            seenByProcessorCutOff(
                open(stack, builder -> builder.processors(ProcessorRights.EXCLUSIVE))))
        .containsExactly("old");
  }

  private List<@Nullable String> seenByProcessorCutOff(Cache<String, String> cache) {
    cache.put("a", "old");
    List<@Nullable String> seen = new ArrayList<>();

    cache.invoke(
        "a",
        (entry, arguments) -> {
          seen.add(entry.getValue());
          cut(true);
          entry.setValue("new");
          return true;
        });

    comeBack();
    assertThat(cache.get("a")).isNull();
    return seen;
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void loads_away_areGivenAndNotKept(Stack stack) {
    Map<String, String> source = new HashMap<>(Map.of("a", "old"));
    List<String> loads = new ArrayList<>();
    Cache<String, String> cache =
        open(
            stack,
            builder ->
                builder
                    .readThrough(true)
                    .loader(
                        () ->
                            new FunctionLoader<>(
                                key -> {
                                  loads.add(key);
                                  return source.get(key);
                                })));
    assertThat(cache.get("a")).isEqualTo("old");
    source.put("a", "new");
    cut(true);

    assertThat(cache.get("b")).isNull();
    assertThat(cache.get("a")).isEqualTo("new");
    assertThat(cache.getAll(Set.of("a"))).containsEntry("a", "new");

    assertThat(loads).containsExactly("a", "b", "a", "a");
    comeBack();
    assertThat(cache.get("a")).isEqualTo("new");
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void writer_away_isCalledOnceAndWhatIsCachedGoes(Stack stack) {
    MapWriter<String, String> writer = new MapWriter<>();
    Cache<String, String> cache =
        open(stack, builder -> builder.writeThrough(true).writer(() -> writer));
    cache.put("a", "old");
    cut(true);

    cache.put("a", "new");
    cache.putAll(Map.of("b", "2"));

    assertThat(writer.history()).containsExactly("old", "new", "2");
    comeBack();
    assertThat(cache.get("a")).isNull();
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void writer_cutOffMeanwhile_isCalledOnceAndWhatIsCachedGoes(Stack stack) {
    MapWriter<String, String> writer = new MapWriter<>(key -> cut(!"first".equals(key)));
    Cache<String, String> cache =
        open(stack, builder -> builder.writeThrough(true).writer(() -> writer));
    cache.put("first", "1");

    cache.put("a", "new");

    assertThat(writer.source()).containsEntry("a", "new");
    assertThat(writer.history()).containsExactly("1", "new");
  }

  @ParameterizedTest
  @TestStacks.EachShared
  void events_away_areThoseOfAnEmptyCache(Stack stack) {
    Ear<String, String> ear = new Ear<>();
    Cache<String, String> cache =
        open(
            stack,
            builder ->
                builder.listener(
                    new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(ear), null, true, true)));
    cache.put("a", "old");
    cut(true);

    cache.put("a", "new");
    cache.remove("a");

    assertThat(ear.types()).containsExactly(EventType.CREATED, EventType.CREATED);
  }

  @Test
  void awayMillis_away_isTheTimeSinceThen() {
    Cache<String, String> cache = open(Stack.REDIS, builder -> builder.statistics(true));
    assertThat(Beans.statistics("c").getAwayMillis()).isZero();
    cut(true);
    assertThat(cache.get("a")).isNull();
    clock.advance(Duration.ofSeconds(5));

    assertThat(Beans.statistics("c").getAwayMillis()).isEqualTo(5_000);
    comeBack();
    assertThat(Beans.statistics("c").getAwayMillis()).isZero();
  }
}
