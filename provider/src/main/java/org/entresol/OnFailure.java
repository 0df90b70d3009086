package org.entresol;

/** What becomes of operations while Redis cannot be reached. */
public enum OnFailure {
  /** They throw a {@link javax.cache.CacheException}. */
  FAIL("fail"),
  /**
   * Plain puts and removes succeed in the heap and are announced when Redis is back; all else
   * throws still.
   */
  DEGRADE("degrade"),
  /**
   * The cache is like an empty one: nothing throws, nothing is found and nothing kept, and what was
   * written or removed meanwhile is removed in Redis when it is back.
   */
  MISS("miss");

  private final String configName;

  OnFailure(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  public String configName() {
    return configName;
  }
}
