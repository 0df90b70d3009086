package org.entresol.web.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.entresol.EntresolCache;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What strangers may ask for by tokens. */
@Tag("unit")
class CacheTokensTest {
  private final List<String> asked = new ArrayList<>();
  private final CacheTokens tokens = new CacheTokens(List.of(cache("stock"), cache("prices")));

  /** A cache that notes which tokens it is asked about. */
  private EntresolCache<?, ?> cache(String name) {
    return (EntresolCache<?, ?>)
        Proxy.newProxyInstance(
            EntresolCache.class.getClassLoader(),
            new Class<?>[] {EntresolCache.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getName")) {
                return name;
              }
              asked.add(name + " " + arguments[0]);
              return null;
            });
  }

  @Test
  void catchUp_manyTokensOfACache_asksForTheLastAlone() {
    tokens.catchUp(List.of("stock=1, stock=2,prices=3", "stock=4, others=5"));

    assertThat(asked).containsExactlyInAnyOrder("stock 4", "prices 3");
  }
}
