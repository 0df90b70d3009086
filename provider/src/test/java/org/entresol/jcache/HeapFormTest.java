package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.entresol.store.Entry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which caches hold their values with an entry around them. */
@Tag("unit")
class HeapFormTest {

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private static <V> EntresolConfiguration.Builder<String, V> of(Class<V> type) {
    return EntresolConfiguration.builder(String.class, type);
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        form("immutable", false, () -> of(String.class)),
        form("by reference", false, () -> of(List.class).storeByValue(false)),
        form("changeable", true, () -> of(List.class)),
        form("of any type", true, () -> of(Object.class)),
        form("weighed", true, () -> of(String.class).heap(HeapBound.bytes(100_000))),
        form(
            "with an end",
            true,
            () -> of(String.class).expiry(CreatedExpiryPolicy.factoryOf(Duration.ONE_DAY))));
  }

  private static Arguments form(
      String name, boolean entries, Supplier<EntresolConfiguration.Builder<String, ?>> builder) {
    return Arguments.of(name, entries, builder);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  @SuppressWarnings("unchecked") // the value is of the type that it is put under
  void values_ofACache_haveEntriesWhereThereIsSomethingToKnow(
      String name, boolean entries, Supplier<EntresolConfiguration.Builder<String, ?>> builder) {
    EntresolConfiguration<String, Object> configuration =
        (EntresolConfiguration<String, Object>) builder.get().build();
    Class<?> type = configuration.getValueType();
    Object value = type.equals(List.class) ? List.of("v") : "v";
    javax.cache.Cache<String, Object> cache = caches.manager().createCache("c", configuration);

    cache.put("a", value);

    Object held = cache.unwrap(Cache.class).getIfPresent("a");
    assertThat(held instanceof Entry).isEqualTo(entries);
    assertThat(cache.get("a")).isEqualTo(value);
  }
}
