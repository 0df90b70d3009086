package org.entresol;

/** What becomes of values that are not encrypted, where a cache has keys to encrypt by. */
public enum Plaintext {
  /** They cannot be read: whoever could write them could write anything. */
  REFUSE("refuse"),
  /** They are read, as long as the values of the time before the keys are left. */
  READ("read");

  private final String configName;

  Plaintext(String configName) {
    this.configName = configName;
  }

  /** The name of this choice in the configuration file and in properties. */
  public String configName() {
    return configName;
  }
}
