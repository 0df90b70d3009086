package org.entresol.tier.disk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.entresol.tier.ByteTier;
import org.entresol.tier.DiskBound;
import org.entresol.tier.Durability;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierDirectory;
import org.entresol.tier.TierOptions;
import org.entresol.tier.Volume;
import org.entresol.time.Clock;

/** Nodes of one directory by name, in a namespace of their own. */
final class TestNodes implements AutoCloseable {

  /** How long one waits there for others. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** More than there are passes until nothing is left to do. */
  static final int PASSES = 100;

  private final Map<String, DiskNode> nodes = new HashMap<>();
  private final Map<String, DiskFiles> files = new HashMap<>();
  private final Path path;

  TestNodes(Path path) {
    this.path = path;
  }

  /** What is demanded of a directory by most. */
  static TierDirectory directory(Path path) {
    return new TierDirectory(path, 4, Durability.NORMAL, DiskBound.NONE);
  }

  static DiskFiles files(TierDirectory directory) {
    return new DiskFiles(new Directory(directory, PATIENCE), System::currentTimeMillis);
  }

  DiskNode node(String name) {
    return nodes.computeIfAbsent(name, this::join);
  }

  DiskFiles filesOf(String name) {
    DiskFiles found = files.get(name);
    if (found == null) {
      throw new IllegalArgumentException(name + " has not joined");
    }
    return found;
  }

  private DiskNode join(String name) {
    DiskFiles opened = files(directory(path));
    files.put(name, opened);
    return new DiskNode(opened, "test", Clock.system());
  }

  ByteTier open(String node, String cache, QueueTerms queue) {
    return node(node).open(cache, options(queue));
  }

  /** What these nodes want of a cache. */
  static TierOptions options(QueueTerms queue) {
    return new TierOptions(
        OptionalInt.empty(),
        OptionalInt.empty(),
        true,
        false,
        Duration.ZERO,
        queue,
        TierOptions.FIRST_CODEC);
  }

  /** Sweeps as often as a file is gone on with, since a pass ends after a fraction of a second. */
  static void sweep(Shard shard, long now) {
    for (int pass = 0; pass < PASSES; pass++) {
      Sweep.of(shard, now);
    }
  }

  /** The cache {@code c} of files after which no node looks: what it would mend stays. */
  static Volume unattended(DiskFiles files) {
    return new DiskVolume(new CacheFiles(files, CacheFiles.id("test:c"), CacheRecord.byDefault()));
  }

  @Override
  public void close() {
    nodes.values().forEach(DiskNode::close);
  }
}
