package org.entresol;

/** What becomes of plain puts and removes while Redis cannot be reached. */
public enum OnFailure {
  /** They throw a {@link javax.cache.CacheException}. */
  FAIL("fail"),
  /** They succeed in the heap and are announced when Redis is back; all else throws still. */
  DEGRADE("degrade");

  private final String configName;

  OnFailure(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  public String configName() {
    return configName;
  }
}
