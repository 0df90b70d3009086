package org.entresol.jcache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Properties;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.processor.MutableEntry;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.redis.FewConnections;
import org.entresol.testing.RespClient;

/**
 * A node in a JVM of its own, which does what its standard input says: {@code add KEY ROUNDS},
 * {@code once KEY THREADS}, {@code hold KEY}. It answers each with a line.
 */
public final class AtomicityMain {
  private final Cache<String, Integer> cache;
  private final int port;

  private AtomicityMain(Cache<String, Integer> cache, int port) {
    this.cache = cache;
    this.port = port;
  }

  /** The arguments are the server's port, the namespace, and the lease of a hold. */
  public static void main(String[] arguments) {
    Properties properties = new Properties();
    properties.setProperty("entresol.namespace", arguments[1]);
    properties.setProperty("entresol.caches.c.hold.lease", arguments[2]);
    properties.setProperty("entresol.caches.c.hold.wait", "60s");
    int port = Integer.parseInt(arguments[0]);
    try (CachingProvider provider = new EntresolCachingProvider();
        Scanner input = new Scanner(System.in, UTF_8)) {
      CacheManager manager =
          FewConnections.manager(provider, "redis://127.0.0.1:" + port, "one", properties);
      AtomicityMain node = new AtomicityMain(manager.createCache("c", numbers()), port);
      System.out.println("ready");
      while (input.hasNextLine()) {
        System.out.println(node.answer(input.nextLine().split(" ")));
      }
    }
  }

  private static EntresolConfiguration<String, Integer> numbers() {
    return EntresolConfiguration.builder(String.class, Integer.class)
        .stack(Stack.HEAP_REDIS)
        .build();
  }

  private String answer(String[] words) {
    return switch (words[0]) {
      case "add" -> add(words[1], Integer.parseInt(words[2]));
      case "once" -> once(words[1], Integer.parseInt(words[2]));
      case "hold" -> hold(words[1]);
      default -> "what?";
    };
  }

  private String add(String key, int rounds) {
    for (int i = 0; i < rounds; i++) {
      cache.invoke(key, (entry, none) -> increment(entry));
    }
    return "added";
  }

  /** Adds one to the number of an entry, which is 0 when there is none. */
  static Integer increment(MutableEntry<String, Integer> entry) {
    Integer now = entry.getValue();
    entry.setValue((now == null) ? 1 : now + 1);
    return entry.getValue();
  }

  /** Lets threads invoke a processor that counts on the server, if the key is absent. */
  private String once(String key, int threads) {
    Callable<Integer> job = () -> cache.invoke(key, (entry, none) -> countIfAbsent(entry));
    return "once " + Crew.race(threads, i -> job);
  }

  private Integer countIfAbsent(MutableEntry<String, Integer> entry) {
    if (!entry.exists()) {
      try (RespClient resp = RespClient.connect(port)) {
        entry.setValue((int) resp.number("INCR", "effects-of-" + entry.getKey()));
      }
    }
    return entry.getValue();
  }

  /** Holds a key until the process ends. */
  private String hold(String key) {
    CountDownLatch never = new CountDownLatch(1);
    return cache.invoke(
        key,
        (entry, none) -> {
          System.out.println("holding");
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return "never";
        });
  }
}
