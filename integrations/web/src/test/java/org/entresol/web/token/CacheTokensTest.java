package org.entresol.web.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.entresol.EntresolCache;
import org.entresol.ReadToken;
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

  private static String token(long sequence) {
    return ReadToken.of(new long[] {sequence});
  }

  @Test
  void catchUp_manyTokensOfACache_asksForTheLastAlone() {
    tokens.catchUp(
        List.of(
            "stock=%s, stock=%s,prices=%s".formatted(token(1), token(2), token(3)),
            "stock=%s, others=%s, prices=none".formatted(token(4), token(5))));

    assertThat(asked).containsExactly("stock " + token(4));
  }

  @Test
  void catchUp_tokensOfSeveralCaches_asksEach() {
    tokens.catchUp(List.of("stock=%s,prices=%s".formatted(token(1), token(3))));

    assertThat(asked).containsExactlyInAnyOrder("stock " + token(1), "prices " + token(3));
  }
}
