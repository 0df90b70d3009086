package org.entresol.durability;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.entresol.testing.JvmProcess;
import org.entresol.testing.PostgresServers;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** {@link LedgerNode}s of one test, in a namespace that no other test shares, and their ledger. */
final class LedgerNodes implements AfterEachCallback {
  /** How long a test waits for what must happen; far longer than it takes. */
  static final Duration LIMIT =
      Duration.ofSeconds(Integer.getInteger("entresol.test.limit-seconds", 60));

  /** Two JVMs that come up at once on a small machine. */
  private static final List<String> OPTIONS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final String url = PostgresServers.shared().createDatabase();
  private final Ledger ledger = new Ledger(url).create();
  private final String namespace = "test-" + UUID.randomUUID();
  private final List<JvmProcess> processes = new ArrayList<>();

  /** The database that all nodes write to. */
  Ledger ledger() {
    return ledger;
  }

  /**
   * Starts a JVM with a node.
   *
   * @param name by which the ledger knows it
   * @param settings as {@link LedgerNode} takes them, without what all nodes have in common
   */
  JvmProcess start(String name, String... settings) {
    Stream<String> common =
        Stream.of(
            "redis=" + RedisServers.shared().address(),
            "namespace=" + namespace,
            "ledger=" + url,
            "node=" + name,
            "seed=" + name.hashCode(),
            "failing=0",
            "cache.write.mode=behind",
            "cache.write.lease=1s",
            "cache.write.backoff=5ms",
            "cache.write.flush-timeout=" + LIMIT.toSeconds() + "s");
    JvmProcess process =
        JvmProcess.start(
            OPTIONS,
            LedgerNode.class,
            Stream.concat(common, Stream.of(settings)).toArray(String[]::new));
    processes.add(process);
    return process;
  }

  /** Waits until a node obeys. */
  static JvmProcess awaitReady(JvmProcess node) {
    node.awaitLine("ready"::equals, LIMIT);
    return node;
  }

  /** Gives an order and returns its result. */
  static String ask(JvmProcess node, String word, Object... more) {
    node.send(
        Stream.concat(Stream.of(word), Stream.of(more))
            .map(Object::toString)
            .collect(joining(" ")));
    return answer(node, word);
  }

  /** The result of an order that was given before. */
  static String answer(JvmProcess node, String word) {
    return node.awaitLine(line -> line.startsWith(word + " "), LIMIT).substring(word.length() + 1);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    processes.forEach(JvmProcess::close);
  }
}
