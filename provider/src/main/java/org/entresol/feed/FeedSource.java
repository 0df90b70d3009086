package org.entresol.feed;

/** The ways in which a database can tell of its changes. */
public enum FeedSource {
  /** Triggers that notify who listens: nothing is kept for who does not. */
  NOTIFY("notify"),
  /** A replication slot, which keeps what has not been confirmed. */
  SLOT("slot");

  private final String configName;

  FeedSource(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  public String configName() {
    return configName;
  }
}
