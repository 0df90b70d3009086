package org.entresol.store;

import java.util.Arrays;
import org.entresol.guard.Tickets;
import org.entresol.tier.Act;
import org.entresol.tier.Announcement;
import org.entresol.tier.Stored;
import org.jspecify.annotations.Nullable;

/**
 * What announced changes mean for this node: near entries that they outdate go, loads that they
 * overrun lose their tickets, and listeners may hear of them. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class RemoteNews<K, V> {

  private final TierCodec<K, V> codec;
  private final Coherence coherence;
  private final @Nullable NearCache<K, V> near;
  private final Tickets<K> tickets;
  private final @Nullable RemoteChanges<K, V> remote;

  /**
   * Creates it.
   *
   * @param near the near entries, or null where there are none
   * @param remote tells listeners of the changes of other nodes, or null
   */
  RemoteNews(
      TierCodec<K, V> codec,
      Coherence coherence,
      @Nullable NearCache<K, V> near,
      Tickets<K> tickets,
      @Nullable RemoteChanges<K, V> remote) {
    this.codec = codec;
    this.coherence = coherence;
    this.near = near;
    this.tickets = tickets;
    this.remote = remote;
  }

  /** Takes over that a change was announced. */
  void announced(Announcement news) {
    coherence.hear(news.partition(), news.sequence());
    if (news.act() == null) {
      coherence.drop(news.partition());
      if (!news.own()) {
        tickets.revokeAll();
      }
      return;
    }
    coherence.raise(news.partition(), Arrays.hashCode(news.key()), news.sequence());
    K key = codec.keyOf(news.key());
    if (key == null) {
      coherence.drop(news.partition());
      return;
    }
    if (near != null) {
      near.dropOlder(key, news.sequence());
    }
    if (!news.own()) {
      tickets.revoke(key);
      if (news.act() != Act.DROP) {
        pass(key, news);
      }
    }
  }

  private void pass(K key, Announcement news) {
    if (remote != null && !remote.isSilent()) {
      remote.add(key, news.sequence(), value(news.old(), news), value(news.entry(), news));
    }
  }

  private @Nullable V value(@Nullable Stored stored, Announcement news) {
    TieredEntry<V> entry =
        (stored == null || stored.isAbsence())
            ? null
            : codec.entry(stored, null, news.partition(), news.sequence(), 0);
    return (entry == null) ? null : entry.value();
  }
}
