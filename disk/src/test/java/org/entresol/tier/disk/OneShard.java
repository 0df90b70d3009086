package org.entresol.tier.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.DiskBound;
import org.entresol.tier.Durability;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.Stored;
import org.entresol.tier.TierDirectory;
import org.entresol.tier.Volume;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A cache in a directory of one shard, and a look at the files beside it. */
@SuppressWarnings("NullAway.Init") // each test opens its files first
abstract class OneShard {

  static final byte[] KEY = "s:a".getBytes(StandardCharsets.UTF_8);
  static final long BOUND = 1 << 20;

  @TempDir Path folder = Path.of("");
  final AtomicLong millis = new AtomicLong(System.currentTimeMillis());
  DiskNode node;
  DiskFiles files;
  ByteTier tier;

  @AfterEach
  void close() {
    if (node != null) {
      node.close();
      files.close();
    }
  }

  /** Files after which no node looks from now on. */
  Volume unattended() {
    node.close();
    files = new DiskFiles(directory(Durability.OFF, DiskBound.NONE), millis::get);
    return TestNodes.unattended(files);
  }

  void open() {
    open(Durability.OFF, DiskBound.NONE);
  }

  void open(Durability durability, DiskBound bound) {
    files = new DiskFiles(directory(durability, bound), millis::get);
    node = new DiskNode(files, "test", Clock.system());
    tier = tier(node);
  }

  Directory directory(Durability durability, DiskBound bound) {
    return new Directory(new TierDirectory(folder, 1, durability, bound), Duration.ofSeconds(10));
  }

  static ByteTier tier(DiskNode node) {
    return node.open("c", TestNodes.options(QueueTerms.NONE));
  }

  static byte[] payload(int length, int seed) {
    byte[] payload = new byte[length];
    Arrays.fill(payload, (byte) seed);
    payload[length / 2] = 77;
    return payload;
  }

  static Plan write(byte[] key, byte[] payload) {
    return new Plan(key, Act.WRITE, Act.WRITE)
        .payload(payload)
        .lifetimes(Lifetimes.of(Lifetimes.ETERNAL));
  }

  void put(byte[] payload) {
    assertThat(tier.attempt(write(KEY, payload)).stored()).isTrue();
  }

  byte[] read() {
    return payload(Objects.requireNonNull(tier.read(KEY).entry()));
  }

  static byte[] payload(Stored entry) {
    return Arrays.copyOfRange(entry.bytes(), entry.offset(), entry.bytes().length);
  }

  List<Path> beside() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> LargeValues.number(file) != 0)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Path onlyFile() {
    assertThat(beside()).hasSize(1);
    return beside().get(0);
  }

  Shard shard() {
    return files.shards().get(0);
  }

  long number(String sql) {
    return shard().read("look", session -> session.number(sql));
  }

  String text(String sql) {
    return shard().read("look", session -> session.text(sql));
  }

  /** Has each change of an entry fail from now on that is of a kind, as SQL calls it. */
  void forbid(String change) {
    int unused =
        shard()
            .write(
                "forbid",
                session ->
                    session.run(
                        "CREATE TRIGGER stop BEFORE %s ON entry BEGIN SELECT RAISE(ABORT, 'stop'); END"
                            .formatted(change)));
  }

  void sweep() {
    TestNodes.sweep(shard(), millis.get());
  }

  Volume.Figures figures() {
    return volume().figures();
  }

  Volume volume() {
    return Objects.requireNonNull(tier.volume());
  }
}
