package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches by what they are called in Redis. */
@Tag("unit")
class CacheNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "customers",
        "",
        "a:b",
        "{a}",
        "100%",
        "%25",
        "a%v1",
        "%7B",
        "ä\n\u0000",
        "half \ud800",
        "\udc00\ud800",
        "a:schemas"
      })
  void cacheName_ofARecordOrAKey_isTheOneThatMadeIt(String cache) {
    for (OptionalInt version : new OptionalInt[] {OptionalInt.empty(), OptionalInt.of(7)}) {
      CacheName name = new CacheName("shop.eu-1_a", cache, version);
      KeySpace keys = new KeySpace("shop.eu-1_a", cache, version, 16);
      String entry = new String(keys.entry(11, "s:a}:e:b".getBytes(UTF_8)), UTF_8);

      assertThat(CacheName.ofRecord(name.record())).isEqualTo(name);
      assertThat(CacheName.ofPart(entry)).isEqualTo(new CacheName.Part(name, "e:s:a}:e:b"));
      assertThat(requireNonNull(CacheName.ofPart(entry)).isEntry()).isTrue();
      assertThat(requireNonNull(CacheName.ofPart(keys.sequence(0))).isEntry()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop",
        "shop:a:b",
        ":a",
        "sh op:a",
        "shop:{a:1}:seq",
        "redisson_lock__channel:{shop:{a:1}:l:s:k}"
      })
  void cacheName_ofOtherKeys_isNoRecord(String key) {
    assertThat(CacheName.ofRecord(key)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop:a",
        "shop:{a:1}",
        "shop:{a:x}:seq",
        "shop:{a:123456}:seq",
        "shop:{a:b:1}:seq",
        "sh op:{a:1}:seq"
      })
  void cacheName_ofOtherKeys_isNoPart(String key) {
    assertThat(CacheName.ofPart(key)).isNull();
  }
}
