package org.entresol;

/** By which right an entry processor works on an entry that other nodes may change. */
public enum ProcessorRights {
  /**
   * On what is known of a present entry, which costs one round trip; if another node comes in
   * between the processor runs again, alone with its key then. One whose changes are written
   * through is exclusive all the same, and so is one that finds no entry.
   */
  OPTIMISTIC("optimistic"),
  /** Alone with its key among all nodes from the first, so that only a plain write may come in. */
  EXCLUSIVE("exclusive");

  private final String configName;

  ProcessorRights(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  public String configName() {
    return configName;
  }
}
