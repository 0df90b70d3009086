package org.entresol.config;

/** Whether a manager needs its authority to open. */
public enum Start {
  /** The authority must be there, or opening fails. */
  REQUIRED("required"),
  /** The manager opens without it, and joins it later. */
  LAZY("lazy");

  private final String configName;

  Start(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  String configName() {
    return configName;
  }
}
