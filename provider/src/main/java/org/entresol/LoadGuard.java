package org.entresol;

/** How far it is kept to one load of a key at a time. */
public enum LoadGuard {
  /** Nowhere: each caller that misses loads. */
  NONE("none"),
  /** On each node: one caller loads, the others there take its value or its exception. */
  NODE("node"),
  /**
   * On all nodes: one caller of one node loads under the lock of the key in Redis, the others take
   * its value. On {@link Stack#HEAP} there is one node only, and this is {@link #NODE}.
   */
  CLUSTER("cluster");

  private final String configName;

  LoadGuard(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  public String configName() {
    return configName;
  }
}
