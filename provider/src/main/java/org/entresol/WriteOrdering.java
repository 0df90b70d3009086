package org.entresol;

/** Where the calls of a cache writer have the order of the cache's own changes, key by key. */
public enum WriteOrdering {
  /** On all nodes: a key is held in Redis around the writer and the change. */
  CLUSTER("cluster"),
  /** On this node only, which saves holding the key in Redis. */
  NODE("node");

  private final String configName;

  WriteOrdering(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  public String configName() {
    return configName;
  }
}
