package org.entresol;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the entry of one key lies, as {@link EntresolCache#describe} found it. Immutable.
 *
 * @param key the key, as it is named in Redis where the cache is shared; else as a text
 * @param partition the partition of the key; -1 where there are none
 * @param sequence how far the partition had got in the authority; 0 if it is not known, or there
 *     are none
 * @param near the copy in this node's heap; null where there is none, or the heap is the authority
 * @param authority what the authority has; null if it has nothing
 */
public record KeyDescription(
    String key, int partition, long sequence, @Nullable Copy near, @Nullable Copy authority) {

  /**
   * One copy of the entry.
   *
   * @param version what tells it from all others of the key: the sequence at which it was written,
   *     and a random number; an empty text on the heap
   * @param served whether reads are given it: its time has not passed, and nothing newer is known
   * @param absence whether it stands for the knowledge that the source has no value
   * @param age for how long it has been there; null if that is not known
   * @param rest how long it lives yet, negative if its time has passed; null for ever
   * @param bytes its size, payload and header, or by the cache's own estimate; 0 if it is not known
   */
  public record Copy(
      String version,
      boolean served,
      boolean absence,
      @Nullable Duration age,
      @Nullable Duration rest,
      long bytes) {

    private void add(String where, Map<String, String> all) {
      all.put(where + "Version", version);
      all.put(where + "Served", String.valueOf(served));
      all.put(where + "Absence", String.valueOf(absence));
      all.put(where + "Age", age == null ? "unknown" : age.toMillis() + "ms");
      all.put(where + "Rest", rest == null ? "eternal" : rest.toMillis() + "ms");
      all.put(where + "Bytes", String.valueOf(bytes));
    }
  }

  /** Whether this node has a copy that it serves and that is not the authority's version. */
  public boolean isStale() {
    return near != null
        && near.served()
        && (authority == null || !authority.version().equals(near.version()));
  }

  /** The same as texts by name, for consoles. */
  public Map<String, String> texts() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("key", key);
    all.put("partition", String.valueOf(partition));
    all.put("sequence", String.valueOf(sequence));
    all.put("stale", String.valueOf(isStale()));
    if (near != null) {
      near.add("near", all);
    }
    if (authority != null) {
      authority.add("authority", all);
    }
    return all;
  }
}
