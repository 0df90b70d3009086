package org.entresol.durability;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.entresol.durability.Ledger.Work;
import org.entresol.durability.Mishaps.Mishap;

/** A node's writer to a {@link Ledger}, which fails now and then. Thread-safe. */
class LedgerWriter implements CacheWriter<String, String> {
  private final Ledger ledger;
  private final String node;
  private final Mishaps mishaps;
  private final Runnable halfway;

  /**
   * A writer.
   *
   * @param halfway what is done in each batch between its halves, each of which is a transaction
   */
  LedgerWriter(Ledger ledger, String node, Mishaps mishaps, Runnable halfway) {
    this.ledger = ledger;
    this.node = node;
    this.mishaps = mishaps;
    this.halfway = halfway;
  }

  @Override
  public void write(Cache.Entry<? extends String, ? extends String> entry) {
    writeAll(new ArrayList<>(List.of(entry)));
  }

  @Override
  public void delete(Object key) {
    deleteAll(new ArrayList<>(List.of(key)));
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
    writeAll(entries, "", 0, connection -> {});
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    deleteAll(keys, "", 0, connection -> {});
  }

  /** Writes entries where a check in the same transaction does not throw. */
  final void writeAll(
      Collection<Cache.Entry<? extends String, ? extends String>> entries,
      String shard,
      long token,
      Work check) {
    ledger.begin(new Ledger.Batch(node, shard, token));
    List<Change> batch =
        entries.stream().map(entry -> new Change(entry.getKey(), entry.getValue())).toList();
    write(batch, check, done -> entries.removeIf(entry -> done.contains(entry.getKey())));
  }

  /** Deletes keys where a check in the same transaction does not throw. */
  final void deleteAll(Collection<?> keys, String shard, long token, Work check) {
    ledger.begin(new Ledger.Batch(node, shard, token));
    List<Change> batch = keys.stream().map(key -> new Change((String) key, null)).toList();
    write(batch, check, keys::removeAll);
  }

  private void write(List<Change> batch, Work check, Consumer<Set<String>> done) {
    List<Change> first = batch.subList(0, (batch.size() + 1) / 2);
    List<Change> second = batch.subList(first.size(), batch.size());
    Mishap mishap = mishaps.next();
    switch (mishap) {
      case NONE -> {
        apply(first, check);
        halfway.run();
        apply(second, check);
        return;
      }
      case REFUSED -> {}
      case BROKEN_OFF -> {
        apply(first, check);
        done.accept(first.stream().map(Change::key).collect(toSet()));
      }
      case ROLLED_BACK ->
          ledger.transaction(
              connection -> {
                check.on(connection);
                Ledger.apply(connection, batch);
                throw new CacheWriterException("the database failed: " + mishap);
              });
      case UNANSWERED -> apply(batch, check);
    }
    throw new CacheWriterException("the database failed: " + mishap);
  }

  private void apply(List<Change> changes, Work check) {
    if (changes.isEmpty()) {
      return;
    }
    ledger.transaction(
        connection -> {
          check.on(connection);
          Ledger.apply(connection, changes);
        });
  }
}
