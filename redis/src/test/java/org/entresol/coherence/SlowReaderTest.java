package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads whose replies are on their way while what they read is overtaken. */
@Tag("server")
final class SlowReaderTest {
  @RegisterExtension private final Nodes nodes = new Nodes();

  private final RedisServer server = nodes.server();
  private final ChaosProxy proxy = nodes.proxy(server);
  private final Node writer = nodes.node(server.address(), Nodes.ONE_PARTITION);
  private final Node reader = nodes.node(proxy.address(), slow());

  private static String[] slow() {
    return new String[] {"defaults.partitions", "1", "command-timeout", "20s"};
  }

  /** A read that the server has answered, and whose reply the network holds back. */
  private CompletableFuture<String> readSlowly(String key) {
    long misses = floorsAskedFor();
    proxy.holdReplies("MGET");
    CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> reader.cache().get(key));
    await().until(() -> floorsAskedFor() > misses);
    return read;
  }

  private String finish(CompletableFuture<String> read) throws Exception {
    assertThat(read).isNotDone();
    proxy.releaseReplies();
    return read.get(30, TimeUnit.SECONDS);
  }

  /** A read asks for the partition's floor, which is not there, and nothing else misses here. */
  private long floorsAskedFor() {
    return Nodes.info(server, "keyspace_misses");
  }

  /** Waits until the reader has heard all that the writer has announced. */
  private void awaitNews() {
    writer.cache().put("news", "newer");
    await().until(() -> !reader.holds("news"));
  }

  private void begin() {
    writer.cache().put("key", "old");
    writer.cache().put("news", "new");
    assertThat(reader.cache().get("news")).isEqualTo("new");
    // What was put before a first read may be heard after it, which begins a generation.
    awaitNews();
    assertThat(reader.cache().get("news")).isEqualTo("newer");
  }

  @Test
  void get_overtakenByAWriteOfAnotherNode_isNotServedAgain() throws Exception {
    begin();
    CompletableFuture<String> read = readSlowly("key");

    writer.cache().put("key", "new");
    awaitNews();

    assertThat(finish(read)).isEqualTo("old");
    assertThat(reader.holds("key")).isFalse();
    assertThat(reader.cache().get("key")).isEqualTo("new");
  }

  @Test
  void get_overtakenByARemoveOfAnotherNode_isNotServedAgain() throws Exception {
    begin();
    CompletableFuture<String> read = readSlowly("key");

    writer.cache().remove("key");
    awaitNews();

    assertThat(finish(read)).isEqualTo("old");
    assertThat(reader.cache().get("key")).isNull();
  }

  @Test
  void get_overtakenByAClearOfAnotherNode_isNotServedAgain() throws Exception {
    begin();
    CompletableFuture<String> read = readSlowly("key");

    writer.cache().clear();
    writer.cache().put("news", "newer");
    await().until(() -> !reader.holds("news"));

    assertThat(finish(read)).isEqualTo("old");
    assertThat(reader.cache().get("key")).isNull();
  }

  @Test
  void get_overtakenByAWriteOfTheSameNode_isNotServedAgain() throws Exception {
    begin();
    CompletableFuture<String> read = readSlowly("key");

    reader.cache().put("key", "new");

    assertThat(reader.cache().get("key")).isEqualTo("new");
    assertThat(finish(read)).isEqualTo("old");
    assertThat(reader.cache().get("key")).isEqualTo("new");
  }

  @Test
  void get_overtakenByARemoveOfTheSameNode_isNotServedAgain() throws Exception {
    begin();
    CompletableFuture<String> read = readSlowly("key");

    reader.cache().remove("key");

    assertThat(finish(read)).isEqualTo("old");
    assertThat(reader.cache().get("key")).isNull();
  }

  @Test
  void get_overtakenByNobody_isNear() throws Exception {
    begin();
    CompletableFuture<String> read = readSlowly("key");

    awaitNews();

    assertThat(finish(read)).isEqualTo("old");
    assertThat(Nodes.entriesAskedFor(server, () -> reader.cache().get("key"))).isZero();
  }
}
