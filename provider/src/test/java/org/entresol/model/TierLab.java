package org.entresol.model;

import java.nio.charset.StandardCharsets;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/** A node of a tier whose time is that of a program, and a look past its caches. */
public interface TierLab {

  /** The manager of the node. */
  CacheManager manager();

  /** Lets a fraction of a second have passed for the node. */
  void tick();

  /**
   * When the entry that lies under a key ends, by the clock of the program; null if none lies
   * there.
   *
   * @param cache the name of its cache
   */
  @Nullable Long ends(String cache, byte[] key);

  /** The bytes of a key. */
  static byte[] bytes(int key) {
    return ("i:" + key).getBytes(StandardCharsets.UTF_8);
  }
}
