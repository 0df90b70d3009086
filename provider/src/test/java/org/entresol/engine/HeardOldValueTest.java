package org.entresol.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.jcache.Ear;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What listeners hear of the value that there was, whatever users do meanwhile. */
class HeardOldValueTest {

  private static final String KEY = "k";

  @RegisterExtension private final MemoryLab lab = new MemoryLab();

  private final Ear<String, ArrayList<String>> ear = new Ear<>();

  @SuppressWarnings("unchecked") // a class of lists is that of lists of anything
  private EntresolConfiguration.Builder<String, ArrayList<String>> lists(Stack stack) {
    Class<ArrayList<String>> type = (Class<ArrayList<String>>) (Class<?>) ArrayList.class;
    return EntresolConfiguration.builder(String.class, type).stack(stack);
  }

  private Cache<String, ArrayList<String>> open(
      String node, EntresolConfiguration.Builder<String, ArrayList<String>> builder) {
    return lab.manager(node).createCache("c", builder.build());
  }

  private EntresolConfiguration.Builder<String, ArrayList<String>> heard(Stack stack) {
    return lists(stack)
        .listener(
            new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(ear), null, true, true));
  }

  private static ArrayList<String> list(String... items) {
    return new ArrayList<>(List.of(items));
  }

  @ParameterizedTest
  @EnumSource
  void invoke_processorChangesWhatItWasGiven_oldValueIsWhatWasStored(Stack stack) {
    Cache<String, ArrayList<String>> cache = open("one", heard(stack));
    cache.put(KEY, list("old"));

    cache.invoke(
        KEY,
        (entry, arguments) -> {
          ArrayList<String> given = entry.getValue();
          given.add("changed");
          entry.setValue(given);
          return null;
        });

    assertThat(ear.heard().get(1).oldValue()).containsExactly("old");
    assertThat(ear.heard().get(1).value()).containsExactly("old", "changed");
  }

  @ParameterizedTest
  @EnumSource(names = {"HEAP_REDIS", "REDIS"})
  void put_overtakenUnderAPolicyOfTheUsers_isHeardOnce(Stack stack) {
    Cache<String, ArrayList<String>> other = open("two", lists(stack));
    Cache<String, ArrayList<String>> cache =
        open("one", heard(stack).expiry(() -> new Intruded(() -> other.put(KEY, list("between")))));
    other.put(KEY, list("old"));

    cache.put(KEY, list("new"));

    assertThat(cache.get(KEY)).containsExactly("new");
    assertThat(ear.heard()).hasSize(1);
    assertThat(ear.heard().get(0).oldValue()).containsExactly("between");
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
