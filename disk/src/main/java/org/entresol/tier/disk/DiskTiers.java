package org.entresol.tier.disk;

import org.entresol.Stack.Authority;
import org.entresol.tier.TierDirectory;
import org.entresol.tier.TierFactory;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierSettings;
import org.entresol.time.Clock;

/** The way to the files of a directory. Thread-safe. */
public final class DiskTiers implements TierFactory {

  /** The way that the settings describe. */
  public DiskTiers() {}

  @Override
  public Authority authority() {
    return Authority.DISK;
  }

  @Override
  public TierNode open(TierSettings settings, Clock clock) {
    TierDirectory terms = settings.directory();
    if (terms == null) {
      throw new IllegalArgumentException("no directory is named; allowed: with disk.path");
    }
    DiskFiles files =
        new DiskFiles(new Directory(terms, settings.commandTimeout()), System::currentTimeMillis);
    return new DiskNode(files, settings.namespace(), clock);
  }

  @Override
  public int partitions(TierSettings settings) {
    return CacheRecord.byDefault();
  }
}
