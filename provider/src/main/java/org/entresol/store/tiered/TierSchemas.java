package org.entresol.store.tiered;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.entresol.codec.SchemaStore;
import org.entresol.tier.SchemaTable;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of one cache in its tier. What this node has added or found there it adds again when
 * the tier has lost it, or could not be reached. Thread-safe.
 */
public final class TierSchemas implements SchemaStore {

  private static final Logger LOG = System.getLogger(TierSchemas.class.getName());

  /** More fingerprints than these are not remembered as asked for in vain. */
  private static final int MOST_ABSENT = 1000;

  private final Map<Long, String> known = new ConcurrentHashMap<>();

  /** What was asked for in vain, or was no schema, since the last renewal. */
  private final Set<Long> absent = ConcurrentHashMap.newKeySet();

  private volatile @Nullable SchemaTable table;

  /** How often something became known. */
  private final AtomicLong additions = new AtomicLong();

  /** The table that has all that was known, as it was then; empty if there is none. */
  private volatile String complete = "";

  /** How often something had become known by then. */
  private volatile long completeAt;

  /** Whether the tier did not answer, so that it is not asked again before the next renewal. */
  private volatile boolean failing;

  /** Goes on with the tier's table, from which nothing was asked before. */
  public void over(SchemaTable opened) {
    table = opened;
  }

  @Override
  public void add(Map<Long, String> texts) {
    known.putAll(texts);
    additions.incrementAndGet();
    SchemaTable opened = table;
    if (opened == null || failing) {
      return;
    }
    try {
      String unused = opened.add(texts);
    } catch (TierException e) {
      failed(e);
    }
  }

  private void failed(TierException reason) {
    failing = true;
    LOG.log(Level.DEBUG, "Schemas could not be added, and will be with the next renewal", reason);
  }

  @Override
  public @Nullable String find(long fingerprint) {
    SchemaTable opened = table;
    if (opened == null || absent.contains(fingerprint)) {
      return null;
    }
    try {
      String text = opened.find(fingerprint);
      if (text == null) {
        refuse(fingerprint);
      }
      return text;
    } catch (TierException e) {
      LOG.log(Level.DEBUG, "A schema could not be asked for", e);
      return null;
    }
  }

  @Override
  public void refuse(long fingerprint) {
    if (absent.size() < MOST_ABSENT) {
      absent.add(fingerprint);
    }
  }

  @Override
  public void keep(long fingerprint, String text) {
    known.put(fingerprint, text);
    additions.incrementAndGet();
  }

  @Override
  public void renew() {
    absent.clear();
    SchemaTable opened = table;
    if (opened == null || known.isEmpty()) {
      return;
    }
    long before = additions.get();
    if (before != completeAt || !opened.add(Map.of()).equals(complete)) {
      // What becomes known during the call is not in it, and waits for the next.
      complete = opened.add(new HashMap<>(known));
      completeAt = before;
    }
    failing = false;
  }
}
