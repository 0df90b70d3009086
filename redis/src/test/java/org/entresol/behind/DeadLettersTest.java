package org.entresol.behind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import javax.cache.CacheException;
import org.entresol.DeadLetter;
import org.entresol.DeadLetters;
import org.entresol.EntresolCache;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.entresol.behind.Source.Write;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** What may be done with the writes that were given up. */
@Tag("server")
class DeadLettersTest {
  @RegisterExtension private final Lab lab = new Lab();

  private final Source source = lab.source();

  @ParameterizedTest
  @TestStacks.Each
  void replay_afterTheSourceWasMended_isWritten(Stack stack) {
    EntresolCache<String, String> cache = buried(stack, "a", "b", "c");
    String id = idOf(cache, "a");

    assertThat(cache.deadLetters().replay(id)).isTrue();
    cache.flush();
    assertThat(source.rows()).isEqualTo(Map.of("a", "v"));
    assertThat(cache.deadLetters().replay(id)).isFalse();

    assertThat(cache.deadLetters().replayAll()).isEqualTo(2);
    cache.flush();
    assertThat(source.rows()).isEqualTo(Map.of("a", "v", "b", "v", "c", "v"));
    assertThat(cache.deadLetters().list(10)).isEmpty();
  }

  @ParameterizedTest
  @TestStacks.Each
  void replay_ofAnOlderDeadLetter_neverOverwritesTheNewer(Stack stack) {
    EntresolCache<String, String> cache = buried(stack, "a");
    String id = idOf(cache, "a");
    cache.put("a", "newer");

    cache.deadLetters().replay(id);
    cache.flush();

    assertThat(source.writes()).containsExactly(new Write("a", "newer"));
  }

  @ParameterizedTest
  @TestStacks.Each
  void drop_ofDeadLetters_forgetsThem(Stack stack) {
    EntresolCache<String, String> cache = buried(stack, "a", "b", "c");

    assertThat(cache.deadLetters().drop(idOf(cache, "a"))).isTrue();
    assertThat(cache.deadLetters().drop("no such")).isFalse();
    assertThat(cache.containsKey("a")).isFalse();
    assertThat(cache.containsKey("b")).isTrue();
    assertThat(cache.deadLetters().dropAll()).isEqualTo(2);

    assertThat(cache).isEmpty();
    cache.flush();
    assertThat(source.writes()).isEmpty();
  }

  @ParameterizedTest
  @TestStacks.Each
  void drop_byWhoHoldsTheKey_isRefusedAsEveryOperationIs(Stack stack) {
    EntresolCache<String, String> cache = buried(stack, "a");
    String id = idOf(cache, "a");

    assertThatThrownBy(
            () -> cache.<Boolean>invoke("a", (entry, no) -> cache.deadLetters().drop(id)))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("'a'");

    assertThat(cache.deadLetters().list(10)).hasSize(1);
  }

  @ParameterizedTest
  @TestStacks.Each
  void put_ofAKeyWithADeadLetter_endsIt(Stack stack) {
    EntresolCache<String, String> cache = buried(stack, "a");
    cache.put("a", "newer");
    cache.flush();

    assertThat(cache.deadLetters().list(10)).isEmpty();
    assertThat(source.rows()).isEqualTo(Map.of("a", "newer"));
  }

  @ParameterizedTest
  @TestStacks.Each
  void list_unusualArguments_isRefused(Stack stack) {
    EntresolCache<String, String> cache = buried(stack, "a", "b");

    assertThat(cache.deadLetters().list(1)).hasSize(1);
    assertThatThrownBy(() -> cache.deadLetters().list(0))
        .isInstanceOf(IllegalArgumentException.class);
    DeadLetters<String, String> letters = cache.deadLetters();
    cache.close();
    assertThatThrownBy(() -> letters.list(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(letters::replayAll).isInstanceOf(IllegalStateException.class);
  }

  /** A cache with dead letters, whose source is well again. */
  private EntresolCache<String, String> buried(Stack stack, String... keys) {
    EntresolCache<String, String> cache = lab.open(stack, it -> it.tries(1));
    source.down(true);
    for (String key : keys) {
      cache.put(key, "v");
    }
    Lab.flushInVain(cache);
    assertThat(cache.deadLetters().list(100)).hasSize(keys.length);
    source.down(false);
    source.forget();
    return cache;
  }

  private static String idOf(EntresolCache<String, String> cache, String key) {
    return cache.deadLetters().list(100).stream()
        .filter(letter -> key.equals(letter.key()))
        .map(DeadLetter::id)
        .findFirst()
        .orElseThrow();
  }
}
