package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.jcache.TestCaches.asynchronous;
import static org.entresol.jcache.TestCaches.listening;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.writing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;

/** In a cache that stores by value, what one side changes does not reach the other. */
@ParameterizedClass
@TestStacks.Each
@Tag("unit")
class StoreByValueTest {
  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private final Stack stack;

  StoreByValueTest(Stack stack) {
    this.stack = stack;
  }

  private <K, V> Cache<K, V> open(Configuration<K, V> configuration) {
    return lab.manager("one")
        .createCache(
            "c", EntresolConfiguration.copyOf(configuration).toBuilder().stack(stack).build());
  }

  private static MutableConfiguration<Box, Box> boxes() {
    return new MutableConfiguration<Box, Box>().setTypes(Box.class, Box.class);
  }

  private static Box key() {
    return new Box("key");
  }

  private static Box value() {
    return new Box("value");
  }

  private static void assertUnspoilt(Cache<Box, Box> cache) {
    assertThat(cache.get(key())).isEqualTo(value());
    assertThat(cache).extracting(Cache.Entry::getKey).containsExactly(key());
  }

  @Test
  void keyAndValue_changedAfterTheyWerePut_doNotReachTheCache() {
    Cache<Box, Box> cache = open(boxes());
    Box key = key();
    Box value = value();

    cache.put(key, value);
    key.spoil();
    value.spoil();
    assertUnspoilt(cache);

    cache.clear();
    Box other = key();
    Box content = value();
    cache.putAll(Map.of(other, content));
    other.spoil();
    content.spoil();
    assertUnspoilt(cache);
  }

  @Test
  void results_changedByTheCaller_doNotReachTheCache() {
    Cache<Box, Box> cache = open(boxes());
    List<Supplier<Box>> reads =
        List.of(
            () -> cache.get(key()),
            () -> cache.getAll(Set.of(key())).get(key()),
            () -> cache.getAndPut(key(), value()),
            () -> cache.getAndReplace(key(), value()),
            () -> cache.iterator().next().getKey(),
            () -> cache.iterator().next().getValue(),
            () -> cache.invoke(key(), (entry, arguments) -> entry.getValue()),
            () -> cache.invoke(key(), (entry, arguments) -> entry.getKey()));
    cache.put(key(), value());

    for (Supplier<Box> read : reads) {
      read.get().spoil();
      assertUnspoilt(cache);
    }
  }

  @Test
  void oldValue_handedOutByAPut_isNotThePutOne() {
    Cache<Box, Box> cache = open(boxes());
    Box first = value();
    cache.put(key(), first);

    assertThat(cache.getAndRemove(key())).isEqualTo(first).isNotSameAs(first);
  }

  @Test
  void valueSetByAProcessor_changedLater_doesNotReachTheCache() {
    Cache<Box, Box> cache = open(boxes());
    Box value = value();

    cache.invoke(
        key(),
        (entry, arguments) -> {
          entry.getKey().spoil();
          entry.setValue(value);
          return true;
        });
    value.spoil();

    assertUnspoilt(cache);
  }

  @Test
  void valueReadByAProcessor_changedWithoutSettingIt_doesNotReachTheCache() {
    Cache<Box, Box> cache = open(boxes());
    cache.put(key(), value());

    cache.invoke(
        key(),
        (entry, arguments) -> {
          entry.getValue().spoil();
          return true;
        });

    assertUnspoilt(cache);
  }

  @Test
  void keyAndValues_changedByListeners_reachNobody() {
    Ear<Box, Box> first = new Ear<>(StoreByValueTest::spoil);
    Ear<Box, Box> second = new Ear<>(StoreByValueTest::spoil);
    Ear<Box, Box> third = new Ear<>(StoreByValueTest::spoil);
    List<String> seen = new CopyOnWriteArrayList<>();
    Ear<Box, Box> witness = new Ear<>(event -> seen.add(event.key() + "=" + event.value()));
    Cache<Box, Box> cache = open(listening(boxes(), first));
    cache.registerCacheEntryListener(TestCaches.synchronous(second));
    cache.registerCacheEntryListener(asynchronous(third));
    cache.registerCacheEntryListener(TestCaches.synchronous(witness));

    cache.put(key(), value());
    cache.put(key(), value());

    Crew.until(() -> third.heard().size() == 2);
    assertThat(seen).containsExactly("[key]=[value]", "[key]=[value]");
    assertUnspoilt(cache);
    cache.remove(key());
    assertThat(witness.heard()).hasSize(3);
  }

  private static void spoil(Ear.Heard<Box, Box> event) {
    event.key().spoil();
    if (event.value() != null) {
      event.value().spoil();
    }
    if (event.oldValue() != null) {
      event.oldValue().spoil();
    }
  }

  @Test
  void loadedValue_changedByLoaderOrCaller_doesNotReachTheCache() {
    Box loaded = value();
    Cache<Box, Box> cache =
        open(
            loading(
                boxes(),
                new FunctionLoader<>(
                    key -> {
                      key.spoil();
                      return loaded;
                    })));

    Box result = cache.get(key());
    assertThat(result).isNotSameAs(loaded);
    result.spoil();
    loaded.spoil();

    assertUnspoilt(cache);
  }

  @Test
  void loadedValue_waitedForByMany_isEachCallersOwn() {
    Gate gate = Gate.closed();
    Cache<Box, Box> cache =
        open(
            loading(
                boxes(),
                new FunctionLoader<>(
                    key -> {
                      gate.pass();
                      return value();
                    })));
    Crew.Task<Box> first = Crew.start(() -> cache.get(key()));
    gate.awaitVisitor();
    Crew.Task<Box> second = Crew.start(() -> cache.get(key())).awaitBlocked();
    gate.open();

    first.result().spoil();
    assertThat(second.result()).isEqualTo(value());
    second.result().spoil();
    assertUnspoilt(cache);
  }

  /** Changes each key after it has answered for it, as a careless loader might. */
  private static Box spoilKey(Box key) {
    key.spoil();
    return value();
  }

  @Test
  void keys_changedByALoaderOfMany_doNotReachTheCache() {
    Cache<Box, Box> cache =
        open(loading(boxes(), new FunctionLoader<>(StoreByValueTest::spoilKey)));

    cache.getAll(Set.of(key()));

    assertThat(cache).allSatisfy(entry -> assertThat(entry.getKey()).isEqualTo(key()));
  }

  @Test
  void keysOfResults_changedByTheCaller_doNotReachTheCache() {
    Cache<Box, Box> cache = open(loading(boxes(), new FunctionLoader<>(key -> value())));

    cache.getAll(Set.of(key())).forEach((key, value) -> key.spoil());

    assertUnspoilt(cache);
  }

  @Test
  void value_changedAfterItWasPut_isNotWhatALateListenerHears() {
    Gate gate = Gate.closed();
    Ear<Box, Box> ear = new Ear<>(event -> gate.pass());
    Cache<Box, Box> cache = open(boxes());
    cache.registerCacheEntryListener(asynchronous(ear));
    List<Box> values = List.of(value(), value(), value());

    cache.put(key(), value());
    cache.put(key(), values.get(0));
    cache.putAll(Map.of(key(), values.get(1)));
    cache.invoke(
        key(),
        (entry, arguments) -> {
          entry.setValue(values.get(2));
          return true;
        });
    values.forEach(Box::spoil);
    gate.open();

    Crew.until(() -> ear.heard().size() == 4);
    assertThat(ear.heard()).extracting(Ear.Heard::value).containsOnly(value());
  }

  @Test
  void keyAndValue_changedByAWriter_doNotReachTheCache() {
    MapWriter<Box, Box> writer = new MapWriter<>(key -> ((Box) key).spoil());
    Cache<Box, Box> cache = open(writing(boxes(), writer));

    cache.put(key(), value());
    writer.source().values().forEach(Box::spoil);
    assertUnspoilt(cache);
    cache.putAll(Map.of(key(), value()));
    writer.source().values().forEach(Box::spoil);
    assertUnspoilt(cache);
    cache.remove(new Box("other"));
    assertUnspoilt(cache);
  }

  @Test
  void expectedValue_isComparedByItsContent() {
    Cache<Box, Box> cache = open(boxes());
    cache.put(key(), new Box("other"));

    assertThat(cache.replace(key(), value(), value())).isFalse();
    assertThat(cache.replace(key(), new Box("other"), value())).isTrue();
    assertUnspoilt(cache);
    assertThat(cache.remove(key(), value())).isTrue();
  }

  @Test
  void value_thatCannotBeCopied_isRefusedAndChangesNothing() {
    Cache<String, Object> cache =
        open(new MutableConfiguration<String, Object>().setTypes(String.class, Object.class));
    cache.put("k", "old");
    Runnable lambda = () -> {};

    assertThatThrownBy(() -> cache.put("k", lambda)).isInstanceOf(CacheException.class);
    assertThatThrownBy(() -> cache.putAll(Map.of("j", lambda))).isInstanceOf(CacheException.class);
    assertThatThrownBy(
            () ->
                cache.invoke(
                    "k",
                    (entry, arguments) -> {
                      entry.setValue(lambda);
                      return true;
                    }))
        .isInstanceOf(CacheException.class);

    assertThat(cache.get("k")).isEqualTo("old");
    assertThat(cache.containsKey("j")).isFalse();
    Crew.promptly(() -> cache.put("k", "new"));
  }

  @Test
  void loadedValue_thatCannotBeCopied_isRefusedForAll() {
    Runnable lambda = () -> {};
    Cache<String, Object> cache =
        open(
            loading(
                new MutableConfiguration<String, Object>().setTypes(String.class, Object.class),
                new FunctionLoader<>(key -> lambda)));

    assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheException.class);
    assertThatThrownBy(() -> cache.getAll(Set.of("k"))).isInstanceOf(CacheException.class);
    assertThat(cache.containsKey("k")).isFalse();
    Crew.promptly(() -> cache.put("k", "new"));
  }
}
