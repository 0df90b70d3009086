package org.entresol.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.TestCaches.asynchronous;
import static org.entresol.jcache.TestCaches.texts;

import java.io.Closeable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Ear;
import org.entresol.jcache.Gate;
import org.entresol.jcache.TestCaches;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A listener that has been closed is told of nothing that had not begun by then. */
@Tag("unit")
class ClosedListenerTest {
  @RegisterExtension private final TestCaches caches = new TestCaches();

  private final Gate gate = Gate.closed();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  /** A listener that notes when it is told and closed. */
  private final class Noting implements CacheEntryCreatedListener<String, String>, Closeable {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
      events.forEach(event -> log.add("told"));
    }

    @Override
    public void close() {
      log.add("closed");
    }
  }

  @Test
  void asynchronousListener_deregisteredWithEventsWaiting_isNotToldAfterItsEnd() {
    Cache<String, String> cache = caches.open(texts());
    MutableCacheEntryListenerConfiguration<String, String> noting =
        new MutableCacheEntryListenerConfiguration<>(
            Noting::new,
            () ->
                event -> {
                  gate.pass();
                  return true;
                },
            true,
            false);
    cache.registerCacheEntryListener(noting);
    cache.put("k", "1");
    gate.awaitVisitor();
    cache.remove("k");
    cache.put("k", "2");

    Crew.promptly(() -> cache.deregisterCacheEntryListener(noting));
    gate.open();

    Ear<String, String> last = new Ear<>();
    cache.registerCacheEntryListener(asynchronous(last));
    cache.put("k", "3");
    Crew.until(() -> last.heard().size() == 1);
    assertThat(log)
        .as("told of the first event at most")
        .containsOnlyOnce("closed")
        .hasSizeLessThan(3);
  }
}
