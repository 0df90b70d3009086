package org.entresol;

/** When the writer of a cache that writes through is called. */
public enum WriteMode {
  /** Before the cache changes: an operation returns when the writer has. */
  THROUGH("through"),
  /**
   * After it: the cache keeps a pending write with each change, and the writer is called in the
   * background, with the last write of each key.
   */
  BEHIND("behind");

  private final String configName;

  WriteMode(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  public String configName() {
    return configName;
  }
}
