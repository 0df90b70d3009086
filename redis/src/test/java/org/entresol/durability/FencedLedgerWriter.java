package org.entresol.durability;

import java.util.Collection;
import javax.cache.Cache;
import javax.cache.integration.CacheWriterException;
import org.entresol.FencedWriter;
import org.entresol.WriteFence;
import org.entresol.durability.Ledger.Work;

/** A node's writer to a {@link Ledger} that refuses who has lost the right. Thread-safe. */
final class FencedLedgerWriter extends LedgerWriter implements FencedWriter<String, String> {

  FencedLedgerWriter(Ledger ledger, String node, Mishaps mishaps, Runnable halfway) {
    super(ledger, node, mishaps, halfway);
  }

  @Override
  public void writeAll(
      Collection<Cache.Entry<? extends String, ? extends String>> entries, WriteFence fence) {
    writeAll(entries, fence.shard(), fence.token(), check(fence));
  }

  @Override
  public void deleteAll(Collection<?> keys, WriteFence fence) {
    deleteAll(keys, fence.shard(), fence.token(), check(fence));
  }

  private static Work check(WriteFence fence) {
    return connection -> {
      if (!Ledger.passes(connection, fence.shard(), fence.token())) {
        throw new CacheWriterException(fence + " is over: a later owner has written");
      }
    };
  }
}
