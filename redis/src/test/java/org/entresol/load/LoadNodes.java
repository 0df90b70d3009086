package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.entresol.jcache.Crew;
import org.entresol.testing.JvmProcess;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** {@link LoadNode}s of one test, in a namespace that no other test shares. */
final class LoadNodes implements AfterEachCallback {
  /** How long a test waits for what must happen; far longer than it takes. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** Four JVMs that come up at once on a small machine. */
  private static final List<String> OPTIONS =
      List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final String namespace = "test-" + UUID.randomUUID();
  private final RespClient resp = RedisServers.shared().connect();
  private final List<JvmProcess> processes = new ArrayList<>();

  /**
   * Starts JVMs, a node in each.
   *
   * @param settings of the cache, such as {@code load.lease}, each followed by its value
   */
  List<JvmProcess> start(int count, String... settings) {
    String[] arguments =
        Stream.concat(Stream.of("" + RedisServers.shared().port(), namespace), Stream.of(settings))
            .toArray(String[]::new);
    List<JvmProcess> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      started.add(JvmProcess.start(OPTIONS, LoadNode.class, arguments));
    }
    processes.addAll(started);
    started.forEach(process -> process.awaitLine("ready"::equals, LIMIT));
    return started;
  }

  /** Gives an order and returns its result. */
  static String ask(JvmProcess process, String word, String key) {
    process.send(word + " " + key);
    return answer(process, word, key);
  }

  /** The result of an order that was given before. */
  static String answer(JvmProcess process, String word, String key) {
    String start = word + " " + key + " ";
    return process.awaitLine(line -> line.startsWith(start), LIMIT).substring(start.length());
  }

  /** Waits until a node's loader works on a key. */
  static void awaitLoading(JvmProcess process, String key) {
    process.awaitLine(("loading " + key)::equals, LIMIT);
  }

  /** Lets threads of each of some nodes get a key at the same moment, and returns the results. */
  static List<String> rush(List<JvmProcess> nodes, String key, int threads) {
    nodes.forEach(node -> node.send("arm " + key + " " + threads));
    nodes.forEach(node -> answer(node, "arm", key));
    nodes.forEach(node -> node.send("go " + key));
    return nodes.stream().map(node -> answer(node, "got", key)).toList();
  }

  /** How often all nodes together have asked the source for a key. */
  String loads(String key) {
    return resp.text("GET", namespace + "/loads/" + key);
  }

  /** Makes the source of a {@code down} key answer again. */
  void repair(String key) {
    resp.command("SET", namespace + "/up/" + key, "yes");
  }

  /** The names of the load locks that are held. */
  List<String> locks() {
    return resp.texts("KEYS", namespace + ":*}:l:*");
  }

  /** The names of the load tickets that lie there. */
  List<String> tickets() {
    return resp.texts("KEYS", namespace + ":*}:t:*");
  }

  /** In how many milliseconds the server forgets a key. */
  long millisLeft(String name) {
    return resp.number("PTTL", name);
  }

  /** Asserts that no lock and no ticket is left; callers are answered before these are taken. */
  void assertNothingLeft() {
    Crew.until(() -> locks().isEmpty() && tickets().isEmpty());
    assertThat(locks()).isEmpty();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    processes.forEach(JvmProcess::close);
    resp.close();
  }
}
