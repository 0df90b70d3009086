package org.entresol;

/** Whose operations the listeners of a cache hear of on this node. */
public enum EventScope {
  /** This node's own. */
  LOCAL("local"),
  /** Those of all nodes. */
  CLUSTER("cluster");

  private final String configName;

  EventScope(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  public String configName() {
    return configName;
  }
}
