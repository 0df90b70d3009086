package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.expiring;
import static org.entresol.jcache.TestCaches.loading;
import static org.entresol.jcache.TestCaches.texts;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CompletionListenerFuture;
import org.entresol.Timed;
import org.entresol.TimedLoader;
import org.entresol.jcache.TestCaches;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Loaded values that come with their own time to live, on the heap stack. */
@Tag("unit")
class TimedLoadTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  /** Gives each key as many seconds as its name says, and the others what the policy says. */
  private static final TimedLoader<String, String> SECONDS =
      key ->
          key.matches("\\d+")
              ? Timed.of("v" + key, Duration.ofSeconds(Long.parseLong(key)))
              : Timed.of("v" + key);

  private Cache<String, String> open(ExpiryPolicy policy) {
    return caches.open(expiring(loading(texts(), SECONDS), policy));
  }

  private void pass(long seconds) {
    caches.clock().advance(Duration.ofSeconds(seconds));
  }

  private static ExpiryPolicy aMinute() {
    return new CreatedExpiryPolicy(javax.cache.expiry.Duration.ONE_MINUTE);
  }

  @Test
  void ownTimeToLive_shorterOrLongerThanThePolicys_counts() {
    Cache<String, String> cache = open(aMinute());
    cache.get("5");
    cache.get("600");
    cache.get("policy");

    pass(5);
    assertThat(cache.containsKey("5")).isFalse();
    pass(55);
    assertThat(cache.containsKey("policy")).isFalse();
    assertThat(cache.containsKey("600")).isTrue();
    pass(540);
    assertThat(cache.containsKey("600")).isFalse();
  }

  @Test
  void ownTimeToLive_ofAnEntryThatIsChanged_isLeftAloneByAPolicyThatDoesSo() {
    Cache<String, String> cache = open(new EternalExpiryPolicy());
    cache.getAll(Set.of("5", "6", "7", "8"));

    cache.put("5", "put");
    cache.getAndPut("6", "put");
    cache.replace("7", "put");
    cache.invoke(
        "8",
        (entry, no) -> {
          entry.setValue("put");
          return null;
        });

    assertThat(cache).extracting(Cache.Entry::getValue).containsOnly("put");
    pass(8);
    assertThat(cache).isEmpty();
  }

  @Test
  void ownTimeToLive_inAnEternalCache_ends() {
    Cache<String, String> cache = open(new EternalExpiryPolicy());
    pass(3_600);
    assertThat(cache.getAll(Set.of("5", "policy"))).hasSize(2);
    cache.put("6", "put");

    pass(4);
    assertThat(cache.containsKey("5")).isTrue();
    pass(1);
    assertThat(cache.containsKey("5")).isFalse();
    assertThat(cache.iterator()).toIterable().hasSize(2);
    pass(1_000_000);
    assertThat(cache.getAll(Set.of("policy", "6")))
        .isEqualTo(Map.of("policy", "vpolicy", "6", "put"));
    assertThat(cache.get("5")).as("loaded again").isEqualTo("v5");
  }

  @Test
  void ownTimeToLive_ofLoadAll_counts() throws Exception {
    Cache<String, String> cache = open(aMinute());
    cache.put("5", "put");
    CompletionListenerFuture done = new CompletionListenerFuture();

    cache.loadAll(Set.of("5", "7"), true, done);
    done.get();

    assertThat(cache.get("5")).isEqualTo("v5");
    pass(5);
    assertThat(cache.containsKey("5")).isFalse();
    assertThat(cache.containsKey("7")).isTrue();
  }

  @Test
  void ownTimeToLive_ofALoadWithinInvoke_doesNotCount() {
    Cache<String, String> cache = open(aMinute());

    assertThat(cache.<String>invoke("5", (entry, arguments) -> entry.getValue())).isEqualTo("v5");

    pass(59);
    assertThat(cache.containsKey("5")).isTrue();
    pass(1);
    assertThat(cache.containsKey("5")).isFalse();
  }
}
