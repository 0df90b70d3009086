package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Box;
import org.entresol.jcache.Ear;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What listeners hear of the value that there was, whatever users do meanwhile. */
@Tag("unit")
class HeardOldValueTest {

  private static final String KEY = "k";

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private final Ear<String, Box> ear = new Ear<>();

  private static EntresolConfiguration.Builder<String, Box> boxes(Stack stack) {
    return EntresolConfiguration.builder(String.class, Box.class).stack(stack);
  }

  private EntresolConfiguration.Builder<String, Box> heard(Stack stack) {
    return boxes(stack)
        .listener(
            new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(ear), null, true, true));
  }

  private Cache<String, Box> open(String node, EntresolConfiguration.Builder<String, Box> builder) {
    return lab.manager(node).createCache("c", builder.build());
  }

  @ParameterizedTest
  @TestStacks.Each
  void invoke_processorChangesWhatItWasGiven_oldValueIsWhatWasStored(Stack stack) {
    Cache<String, Box> cache = open("one", heard(stack));
    cache.put(KEY, new Box("old"));

    cache.invoke(
        KEY,
        (entry, arguments) -> {
          Box given = entry.getValue();
          given.spoil();
          entry.setValue(given);
          return null;
        });

    assertThat(ear.heard().get(1).oldValue()).isEqualTo(new Box("old"));
    assertThat(ear.heard().get(1).value()).isNotEqualTo(new Box("old"));
  }

  @ParameterizedTest
  @EnumSource(names = {"HEAP_REDIS", "REDIS"})
  void put_overtakenUnderAPolicyOfTheUsers_isHeardOnce(Stack stack) {
    Cache<String, Box> other = open("two", boxes(stack));
    Intruded policy = new Intruded(() -> other.put(KEY, new Box("between")));
    Cache<String, Box> cache = open("one", heard(stack).expiry(() -> policy));
    other.put(KEY, new Box("old"));

    cache.put(KEY, new Box("new"));

    assertThat(cache.get(KEY)).isEqualTo(new Box("new"));
    assertThat(ear.heard()).hasSize(1);
    assertThat(ear.heard().get(0).oldValue()).isEqualTo(new Box("between"));
  }

  /** A policy during whose first answer somebody comes in between. */
  private static final class Intruded implements ExpiryPolicy {

    private @Nullable Runnable intruder;

    Intruded(Runnable intruder) {
      this.intruder = intruder;
    }

    @Override
    public Duration getExpiryForCreation() {
      return Duration.ETERNAL;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      Runnable first = intruder;
      intruder = null;
      if (first != null) {
        first.run();
      }
      return null;
    }
  }
}
