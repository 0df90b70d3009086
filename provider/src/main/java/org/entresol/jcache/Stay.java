package org.entresol.jcache;

/** Where entries that never expire stay, and until when. */
enum Stay {
  IN_REDIS("in Redis until they are removed or it evicts them"),
  ON_DISK("on disk until they are removed"),
  ON_BOUNDED_DISK("on disk until they are removed or there is no room for them");

  private final String text;

  Stay(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
