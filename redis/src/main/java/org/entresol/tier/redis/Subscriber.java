package org.entresol.tier.redis;

import org.entresol.tier.TierListener;
import org.jspecify.annotations.Nullable;

/** A tier that is open, as news and time reach it. */
interface Subscriber {
  /** Forgets what was known of the data, which have another history now. */
  void forgetHistory();

  /** The names of what is its own in Redis. */
  KeySpace keys();

  /** What all nodes agree on of its cache. */
  CacheRecord record();

  /** Who hears of it; null before anybody asked. */
  @Nullable TierListener listener();
}
