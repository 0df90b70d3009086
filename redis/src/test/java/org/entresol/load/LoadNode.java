package org.entresol.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Properties;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolConfiguration;
import org.entresol.jcache.Crew;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.jcache.FunctionLoader;
import org.entresol.redis.FewConnections;
import org.entresol.testing.RespClient;

/**
 * A node in a JVM of its own, which does what its standard input says, and answers {@code WORD KEY
 * RESULT}; it takes more orders meanwhile.
 *
 * <p>What the loader does is told by the first letters of a key: {@code cold} keys take a moment,
 * {@code gate} keys are announced as {@code loading KEY} and wait until they are opened, {@code
 * down} keys fail as soon as all threads that were sent for them wait, until the server has an
 * {@code up} of them. A value is the number of loads of its key, among all nodes.
 */
public final class LoadNode {
  private static final long MOMENT_MILLIS = 50;
  private static final long LONGEST_SECONDS = 60;

  private final Map<String, Party> parties = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final int port;
  private final String namespace;
  private final Cache<String, String> cache;

  private LoadNode(CachingProvider provider, String[] arguments) {
    this.port = Integer.parseInt(arguments[0]);
    this.namespace = arguments[1];
    Properties properties = new Properties();
    properties.setProperty("entresol.namespace", namespace);
    for (int i = 2; i < arguments.length; i += 2) {
      properties.setProperty("entresol.caches.c." + arguments[i], arguments[i + 1]);
    }
    this.cache =
        FewConnections.manager(provider, "redis://127.0.0.1:" + port, "one", properties)
            .createCache(
                "c",
                EntresolConfiguration.builder(String.class, String.class)
                    .readThrough(true)
                    .loader(() -> new FunctionLoader<>(this::load))
                    .build());
  }

  /** The arguments are the server's port, the namespace, and settings, each with its value. */
  public static void main(String[] arguments) {
    try (CachingProvider provider = new EntresolCachingProvider();
        Scanner input = new Scanner(System.in, UTF_8)) {
      LoadNode node = new LoadNode(provider, arguments);
      System.out.println("ready");
      while (input.hasNextLine()) {
        node.obey(input.nextLine().split(" "));
      }
    }
  }

  private void obey(String[] words) {
    String key = words[1];
    switch (words[0]) {
      case "arm" -> arm(words, Integer.parseInt(words[2]));
      case "go" -> answer(words, () -> party(key).go());
      case "open" -> answer(words, () -> open(key));
      default -> Crew.run(() -> answer(words, () -> operate(words[0], key)));
    }
  }

  private String operate(String word, String key) {
    switch (word) {
      case "get" -> {
        return cache.get(key);
      }
      case "holds" -> {
        return "" + cache.containsKey(key);
      }
      case "put" -> cache.put(key, "put");
      case "remove" -> cache.remove(key);
      case "clear" -> cache.clear();
      default -> throw new IllegalArgumentException(word);
    }
    return "done";
  }

  private static void answer(String[] words, Callable<String> operation) {
    String result;
    try {
      result = operation.call();
    } catch (Exception e) {
      result = Party.told(e);
    }
    System.out.println(words[0] + " " + words[1] + " " + result);
  }

  /** Sends threads for a key, which wait for the start; they answer together. */
  private void arm(String[] words, int threads) {
    Party party = new Party(threads, () -> cache.get(words[1]));
    parties.put(words[1], party);
    Crew.run(() -> answer(new String[] {"got", words[1]}, party::outcomes));
    answer(words, party::awaitArmed);
  }

  private Party party(String key) {
    Party party = parties.get(key);
    if (party == null) {
      throw new IllegalArgumentException("nobody is armed for " + key);
    }
    return party;
  }

  private CountDownLatch gate(String key) {
    return gates.computeIfAbsent(key, k -> new CountDownLatch(1));
  }

  private String open(String key) {
    gate(key).countDown();
    return "done";
  }

  private String load(String key) {
    String number;
    boolean down;
    try (RespClient resp = RespClient.connect(port)) {
      number = "" + resp.number("INCR", namespace + "/loads/" + key);
      down = key.startsWith("down") && resp.command("GET", namespace + "/up/" + key) == null;
    }
    if (key.startsWith("cold")) {
      await(new CountDownLatch(1), TimeUnit.MILLISECONDS.toNanos(MOMENT_MILLIS));
    } else if (key.startsWith("gate")) {
      System.out.println("loading " + key);
      await(gate(key), TimeUnit.SECONDS.toNanos(LONGEST_SECONDS));
    } else if (down) {
      party(key).awaitAboard();
      throw new IllegalStateException("the source is down");
    }
    return number;
  }

  private static void await(CountDownLatch latch, long nanos) {
    try {
      boolean unused = latch.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
