package org.entresol.config;

/** What a change on disk has survived when it is acknowledged. */
public enum Synchronous {
  /** The death of the process; if the machine stops, the files may be damaged. */
  OFF("off"),
  /** The death of the process; if the machine stops, the last changes may be lost. */
  NORMAL("normal"),
  /** That of the machine, too: each change waits for the disk. */
  FULL("full");

  private final String configName;

  Synchronous(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  String configName() {
    return configName;
  }
}
