package org.entresol.web.render;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.cache.Cache;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.entresol.Timed;
import org.entresol.TimedLoader;
import org.entresol.web.render.Rendering.Leave;
import org.entresol.web.store.Stored;
import org.jspecify.annotations.Nullable;

/**
 * The renderings of one cache that are under way on this node, and its loader.
 *
 * <p>A rendering is a load of the cache: so there is one of a key at a time on all nodes, and a
 * purge while it goes on wins over what comes of it. But a handler cannot run in a loader: it runs
 * in the thread of its request, whose answer may begin to stream long before it is complete, and
 * then nobody should wait for it any more. So the load, on a thread of the cache's, gives the
 * request leave to render, and waits until it is known what is to be kept. Handlers may need such
 * threads themselves, for loads of other caches of the manager; so only few renderings may have one
 * at a time, and whoever begins another renders alone.
 *
 * <p>Thread-safe.
 */
public final class Renderings implements TimedLoader<String, Stored> {
  private final Map<String, Rendering> underWay = new ConcurrentHashMap<>();
  private final Duration longest;
  private final Semaphore places;

  /**
   * Creates the renderings of a cache.
   *
   * @param longest how long a rendering may take of which something is to be kept
   * @param places as many renderings may go on at a time, of all caches that share them; fewer than
   *     the manager has threads for loads
   */
  public Renderings(Duration longest, Semaphore places) {
    this.longest = longest;
    this.places = places;
  }

  /**
   * A place in the rendering of a key.
   *
   * @param rendering the rendering
   * @param leads whether the caller has to render it, once it has leave
   */
  public record Place(Rendering rendering, boolean leads) {}

  /**
   * Joins the rendering of a key, or begins one; one that is denied if too many go on.
   *
   * @param cache the cache that this is the loader of
   * @param again whether something is kept that is to be replaced
   */
  public Place board(Cache<String, Stored> cache, String key, boolean again) {
    Rendering mine = new Rendering();
    Rendering there = underWay.putIfAbsent(key, mine);
    if (there != null) {
      return new Place(there, false);
    }
    if (!places.tryAcquire()) {
      underWay.remove(key, mine);
      mine.end(Leave.DENIED);
      return new Place(mine, true);
    }
    try {
      cache.loadAll(Set.of(key), again, new Ending(key, mine));
    } catch (RuntimeException e) {
      end(key, mine, e);
    }
    return new Place(mine, true);
  }

  /** Told of the end of a load. */
  private final class Ending implements CompletionListener {
    private final String key;
    private final Rendering rendering;

    private Ending(String key, Rendering rendering) {
      this.key = key;
      this.rendering = rendering;
    }

    @Override
    public void onCompletion() {
      end(key, rendering, null);
    }

    @Override
    public void onException(Exception e) {
      end(key, rendering, e);
    }
  }

  private void end(String key, Rendering rendering, @Nullable Exception failure) {
    if (underWay.remove(key, rendering)) {
      places.release();
    }
    rendering.end(failure == null ? Leave.NEEDLESS : Leave.DENIED);
    if (failure != null) {
      Complaint.CACHE_FAILED.of(failure);
    }
  }

  /** What is rendered for a key here; null for nothing, as for whoever else reads the cache. */
  @Override
  public @Nullable Timed<Stored> loadTimed(String key) {
    Rendering rendering = underWay.get(key);
    if (rendering == null) {
      return null;
    }
    try {
      return rendering.request(longest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      rendering.release();
      throw new CacheLoaderException("Interrupted while it was rendered", e);
    }
  }

  /**
   * Keeps an answer under a key that nobody else can know yet.
   *
   * @throws javax.cache.CacheException if the cache fails
   */
  public void keep(Cache<String, Stored> cache, String key, Timed<Stored> answer) {
    underWay.put(key, Rendering.of(answer));
    try {
      cache.get(key);
    } finally {
      underWay.remove(key);
    }
  }
}
