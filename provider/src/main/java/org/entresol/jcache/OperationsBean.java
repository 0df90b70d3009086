package org.entresol.jcache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.entresol.EntresolCache;
import org.entresol.EntresolOperationsMXBean;
import org.entresol.fault.OneLine;
import org.jspecify.annotations.Nullable;

/** What JMX may look up in one cache and do to it. Thread-safe. */
final class OperationsBean<K, V> implements EntresolOperationsMXBean {

  private static final Logger LOG = System.getLogger(OperationsBean.class.getName());

  private final EntresolCache<K, V> cache;
  private final Class<K> keyType;

  OperationsBean(EntresolCache<K, V> cache, Class<K> keyType) {
    this.cache = cache;
    this.keyType = keyType;
  }

  private K key(String text) {
    return TextKeys.read(text, keyType);
  }

  @Override
  public Map<String, String> describe(String key) {
    return cache.describe(key(key)).texts();
  }

  @Override
  public @Nullable String peek(String key) {
    V value = cache.getFresh(key(key));
    return (value == null) ? null : value.toString();
  }

  @Override
  public void invalidate(String key) {
    cache.invalidate(key(key));
    told("the entry of '" + OneLine.of(key) + "' was invalidated");
  }

  @Override
  public void invalidateTags(String[] tags) {
    cache.invalidateTags(tags);
    toldOfTags(tags, "were invalidated");
  }

  @Override
  public void expireTags(String[] tags) {
    cache.expireTags(tags);
    toldOfTags(tags, "have expired");
  }

  private void toldOfTags(String[] tags, String what) {
    String named = OneLine.of(String.join(", ", tags));
    told("the entries with one of the tags " + named + " " + what);
  }

  @Override
  public void invalidatePattern(String pattern) {
    cache.invalidatePattern(pattern);
    told("the entries whose keys look like '" + OneLine.of(pattern) + "' were invalidated");
  }

  @Override
  public void clear() {
    cache.clear();
    told("all entries were dropped");
  }

  @Override
  public void dropNear() {
    cache.invalidateNear();
    told("the copies of this node were dropped");
  }

  @Override
  public void dropNearEverywhere() {
    cache.invalidateNearEverywhere();
    told("the copies of all nodes were dropped");
  }

  @Override
  public List<String> check() {
    return cache.check();
  }

  @Override
  public void compact() {
    cache.compact();
    told("its files were compacted");
  }

  private void told(String what) {
    LOG.log(Level.INFO, "Cache ''{0}'': {1}, over JMX", cache.getName(), what);
  }
}
