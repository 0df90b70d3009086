package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.entresol.Stack;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations that the server has carried out, and whose answers were lost on the way back. */
@Tag("server")
class LostReplyTest {
  private final ChaosProxy proxy = ChaosProxy.before(RedisServers.shared());
  private final RespClient resp = RedisServers.shared().connect();

  /** Patient enough to see what was lost asked for again. */
  @RegisterExtension
  private final RedisNodes nodes =
      new RedisNodes(proxy.address(), "entresol.command-timeout", "9s");

  @AfterEach
  void end() {
    nodes.close();
    proxy.close();
    resp.close();
  }

  /** An operation on key "a", which holds "old" unless it is one for absent keys. */
  enum Change {
    PUT("old", "new"),
    PUT_IF_ABSENT(null, "new"),
    REPLACE("old", "new"),
    REPLACE_IF("old", "new"),
    REMOVE("old", null),
    REMOVE_IF("old", null),
    GET_AND_PUT("old", "new"),
    GET_AND_REMOVE("old", null),
    GET_AND_REPLACE("old", "new");

    private final @Nullable String before;
    private final @Nullable String after;

    Change(@Nullable String before, @Nullable String after) {
      this.before = before;
      this.after = after;
    }

    void on(Cache<String, String> c) {
      switch (this) {
        case PUT -> c.put("a", "new");
        case PUT_IF_ABSENT -> c.putIfAbsent("a", "new");
        case REPLACE -> c.replace("a", "new");
        case REPLACE_IF -> c.replace("a", "old", "new");
        case REMOVE -> c.remove("a");
        case REMOVE_IF -> c.remove("a", "old");
        case GET_AND_PUT -> c.getAndPut("a", "new");
        case GET_AND_REMOVE -> c.getAndRemove("a");
        case GET_AND_REPLACE -> c.getAndReplace("a", "new");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void change_replyLost_endsAsUnknownAndWasMadeOnce(Change change) {
    Cache<String, String> cache = open();
    if (change.before != null) {
      cache.put("a", change.before);
    }
    long sequence = sequence();
    proxy.dropNextReply("EVALSHA");
    assertThatThrownBy(() -> change.on(cache)).isInstanceOf(CacheException.class);
    assertThat(sequence()).as("steps").isEqualTo(sequence + 1);
    assertThat(cache.get("a")).isEqualTo(change.after);
  }

  @Test
  void invoke_replyOfTheCommitLost_endsAsUnknownAndWasMadeOnce() {
    Cache<String, String> cache = open();
    cache.put("a", "old");
    AtomicInteger runs = new AtomicInteger();
    long sequence = sequence();
    assertThatThrownBy(
            () ->
                cache.invoke(
                    "a",
                    (entry, none) -> {
                      entry.setValue(entry.getValue() + runs.incrementAndGet());
                      if (runs.get() == 1) {
                        proxy.dropNextReply("EVALSHA");
                      }
                      return true;
                    }))
        .isInstanceOf(CacheException.class);
    assertThat(runs).hasValue(1);
    assertThat(sequence()).isEqualTo(sequence + 1);
    assertThat(cache.get("a")).isEqualTo("old1");
  }

  @Test
  void invoke_replyOfTheLeaseLost_runsOnceAllTheSame() {
    Cache<String, String> cache = open();
    AtomicInteger runs = new AtomicInteger();
    proxy.dropNextReply("EVALSHA");
    cache.invoke(
        "a",
        (entry, none) -> {
          entry.setValue("new" + runs.incrementAndGet());
          return entry.exists();
        });
    assertThat(runs).hasValue(1);
    assertThat(cache.get("a")).isEqualTo("new1");
  }

  @Test
  void get_replyLost_isAskedAgain() {
    Cache<String, String> cache = open();
    cache.put("a", "old");
    cache.unwrap(com.github.benmanes.caffeine.cache.Cache.class).invalidateAll();
    proxy.dropNextReply("MGET");
    assertThat(cache.get("a")).isEqualTo("old");
  }

  @Test
  void change_replyLostThenAnotherNodeWrites_neverAnswersTheNearValue() {
    Cache<String, String> cache = open();
    cache.put("a", "old");
    proxy.dropNextReply("EVALSHA");
    assertThatThrownBy(() -> cache.put("a", "new")).isInstanceOf(CacheException.class);
    assertThat(cache.get("a")).isEqualTo("new");
  }

  private Cache<String, String> open() {
    Cache<String, String> cache =
        nodes.open("c", RedisNodes.texts(Stack.HEAP_REDIS).partitions(1).build());
    cache.invoke("warm", (entry, none) -> entry.getValue());
    cache.put("warm", "");
    return cache;
  }

  private long sequence() {
    return Long.parseLong(resp.text("GET", nodes.namespace() + ":{c:0}:seq"));
  }
}
