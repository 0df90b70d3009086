package org.entresol.config;

/** Which entries on disk go first when there is no room for more. */
public enum DiskEviction {
  /** Those that nobody has used for the longest time. */
  LEAST_RECENTLY_USED("least-recently-used"),
  /** Those that have not been stored for the longest time, used or not. */
  LEAST_RECENTLY_STORED("least-recently-stored"),
  /** Those that have been used the fewest times. */
  LEAST_FREQUENTLY_USED("least-frequently-used"),
  /** None: files grow as long as entries come. */
  NONE("none");

  private final String configName;

  DiskEviction(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  String configName() {
    return configName;
  }
}
