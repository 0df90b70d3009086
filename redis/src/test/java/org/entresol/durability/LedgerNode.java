package org.entresol.durability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Properties;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.durability.Script.Operation;
import org.entresol.jcache.Crew;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.redis.FewConnections;

/**
 * A node with write-behind to a {@link Ledger} in a JVM of its own, which does what its standard
 * input says and answers each order with {@code WORD RESULT}. It ends in order at {@code stop}.
 *
 * <p>Its arguments are settings, each {@code name=value}; those of the cache begin with {@code
 * cache.}, what the others are is said where they are asked for.
 */
public final class LedgerNode {
  private static final long LONGEST_SECONDS = 120;

  private final Properties arguments;
  private final CountDownLatch gate;
  private final Cache<String, String> cache;

  private LedgerNode(CachingProvider provider, Properties arguments) {
    this.arguments = arguments;
    this.gate = new CountDownLatch(Boolean.parseBoolean(text("gate")) ? 1 : 0);
    Properties properties = new Properties();
    properties.setProperty("entresol.namespace", text("namespace"));
    for (String name : arguments.stringPropertyNames()) {
      if (name.startsWith("cache.")) {
        properties.setProperty("entresol.caches.c" + name.substring(5), text(name));
      }
    }
    CacheWriter<String, String> writer = writer();
    this.cache =
        FewConnections.manager(provider, text("redis"), "one", properties)
            .createCache(
                "c",
                EntresolConfiguration.builder(String.class, String.class)
                    .writer(() -> writer)
                    .writeThrough(true)
                    .build());
  }

  /** Obeys until it is told to stop. */
  public static void main(String[] settings) {
    Properties arguments = new Properties();
    for (String setting : settings) {
      int at = setting.indexOf('=');
      arguments.setProperty(setting.substring(0, at), setting.substring(at + 1));
    }
    try (CachingProvider provider = new EntresolCachingProvider();
        Scanner input = new Scanner(System.in, UTF_8)) {
      LedgerNode node = new LedgerNode(provider, arguments);
      System.out.println("ready");
      for (String order = next(input); !order.equals("stop"); order = next(input)) {
        node.obey(order.split(" "));
      }
    }
    System.out.println("stopped");
  }

  private static String next(Scanner input) {
    return input.hasNextLine() ? input.nextLine() : "stop";
  }

  /** An argument: the `redis` address, the `namespace` there, the `ledger`'s address and so on. */
  private String text(String name) {
    return arguments.getProperty(name, "");
  }

  private int number(String name) {
    return Integer.parseInt(text(name));
  }

  /** By the `node`'s name, whether it is `fenced`, its `seed`, and what percentage is `failing`. */
  private CacheWriter<String, String> writer() {
    Ledger ledger = new Ledger(text("ledger"));
    Mishaps mishaps = new Mishaps(number("seed"), number("failing"));
    return Boolean.parseBoolean(text("fenced"))
        ? new FencedLedgerWriter(ledger, text("node"), mishaps, this::pass)
        : new LedgerWriter(ledger, text("node"), mishaps, this::pass);
  }

  /** Holds each batch halfway while there is a `gate` and it has not been opened. */
  private void pass() {
    if (gate.getCount() > 0) {
      System.out.println("halfway");
      try {
        boolean unused = gate.await(LONGEST_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void obey(String[] words) {
    if (words[0].equals("open")) {
      gate.countDown();
      return;
    }
    Crew.run(() -> System.out.println(words[0] + " " + result(words)));
  }

  private String result(String[] words) {
    try {
      return perform(words);
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private String perform(String[] words) {
    switch (words[0]) {
      case "put" ->
          cache.putAll(keys(words).stream().collect(Collectors.toMap(k -> k, k -> words[1])));
      case "remove" -> cache.removeAll(keys(words));
      case "flush" -> cache.unwrap(EntresolCache.class).flush();
      case "run" -> runScripts();
      default -> throw new IllegalArgumentException(words[0]);
    }
    return "done";
  }

  /** From the second number to the third, if they are given. */
  private static Set<String> keys(String[] words) {
    return IntStream.range(Integer.parseInt(words[2]), Integer.parseInt(words[3]))
        .mapToObj(i -> "k" + i)
        .collect(Collectors.toSet());
  }

  /** Some `threads` from number `first` on, whose `script` is the seed of the run. */
  private void runScripts() {
    int threads = number("threads");
    Journal journal = Journal.open(Path.of(text("journal")), threads);
    CompletableFuture<?>[] all =
        IntStream.range(0, threads)
            .mapToObj(
                thread ->
                    CompletableFuture.runAsync(
                        () -> runScript(thread, journal), run -> new Thread(run).start()))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).join();
  }

  private void runScript(int thread, Journal journal) {
    Script script =
        Script.of(number("script"), number("first") + thread, number("operations"), number("keys"));
    for (int i = 0; i < script.length(); i++) {
      operate(script.at(i));
      journal.acknowledge(thread);
    }
  }

  private void operate(Operation operation) {
    String value = operation.change().value();
    if (value == null) {
      cache.remove(operation.key());
    } else {
      cache.put(operation.key(), value);
    }
  }
}
