package org.entresol;

/** By what it is known which state of the source a load has read. */
public enum LoadSnapshot {
  /** By nothing: a load that began after a change was told of is taken to have seen it. */
  NONE("none"),
  /**
   * By the snapshots of a PostgreSQL database, which a {@link SnapshotLoader} tells: what was read
   * in one that does not show a change the cache has been told of is given and not kept.
   */
  POSTGRES("postgres");

  private final String configName;

  LoadSnapshot(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  public String configName() {
    return configName;
  }
}
