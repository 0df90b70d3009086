package org.entresol.behind;

import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.cache.integration.CacheWriterException;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.WriteMode;
import org.entresol.WriteSettings;
import org.entresol.jcache.RedisNodes;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Caches that write behind to one source, on any stack, each node with its own; closed when the
 * test is over. Nothing is due before an hour, unless the test says otherwise, and what has failed
 * is tried again at once. In Redis all keys lie in one partition.
 */
final class Lab implements AfterEachCallback {
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration AT_ONCE = Duration.ofMillis(1);

  private final RedisNodes nodes;
  private final Source source = new Source();

  Lab() {
    this(new RedisNodes());
  }

  Lab(RedisNodes nodes) {
    this.nodes = nodes;
  }

  RedisNodes nodes() {
    return nodes;
  }

  Source source() {
    return source;
  }

  /** A configuration that writes behind; read-through has to be switched on. */
  EntresolConfiguration.Builder<String, String> behind(
      Stack stack, UnaryOperator<WriteSettings> write) {
    EntresolConfiguration.Builder<String, String> builder =
        RedisNodes.texts(stack)
            .writer(() -> source)
            .loader(() -> source)
            .writeThrough(true)
            .write(
                it ->
                    write.apply(
                        it.mode(WriteMode.BEHIND)
                            .delay(HOUR)
                            .backoff(AT_ONCE)
                            .flushTimeout(Duration.ofSeconds(20))));
    return stack.isShared() ? builder.partitions(1) : builder;
  }

  EntresolConfiguration.Builder<String, String> behind(Stack stack) {
    return behind(stack, it -> it);
  }

  EntresolCache<String, String> open(EntresolConfiguration.Builder<String, String> builder) {
    return open("one", builder);
  }

  EntresolCache<String, String> open(
      String node, EntresolConfiguration.Builder<String, String> builder) {
    return (EntresolCache<String, String>) nodes.node(node).createCache("c", builder.build());
  }

  EntresolCache<String, String> open(Stack stack, UnaryOperator<WriteSettings> write) {
    return open(behind(stack, write));
  }

  EntresolCache<String, String> open(Stack stack) {
    return open(stack, it -> it);
  }

  /** Drops the entry of a key from Redis, past the code under test, and what is near. */
  void loseEntry(EntresolCache<String, String> cache, String key) {
    try (RespClient resp = RedisServers.shared().connect()) {
      resp.command("DEL", nodes.namespace() + ":{c:0}:e:s:" + key);
    }
    cache.invalidateNear();
  }

  /** Flushes where something is expected to become a dead letter. */
  static CacheWriterException flushInVain(EntresolCache<String, String> cache) {
    try {
      cache.flush();
    } catch (CacheWriterException e) {
      return e;
    }
    throw new AssertionError("the flush succeeded");
  }

  /** Lets the source work, and closes all. */
  void close() {
    source.release();
    nodes.close();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }
}
