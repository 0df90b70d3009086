package org.entresol.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** What keeps values in files. */
enum DiskPeer {
  /** This provider, with nothing in the heap. */
  ENTRESOL("entresol", true),
  /** The driver below it alone: one table, and one statement for each call. */
  SQLITE("sqlite-jdbc", true),
  /** A disk tier that one process has for itself. */
  EHCACHE("Ehcache", false),
  /** The cache of Python that is shared by processes. */
  DISKCACHE("diskcache", true),
  /** The same with its shards. */
  FANOUT("diskcache Fanout", true);

  private final String label;
  private final boolean isShared;

  DiskPeer(String label, boolean isShared) {
    this.label = label;
    this.isShared = isShared;
  }

  String label() {
    return label;
  }

  /** Whether several processes may use one directory. */
  boolean isShared() {
    return isShared;
  }

  /** Whether it is a program of Python. */
  boolean isPython() {
    return this == DISKCACHE || this == FANOUT;
  }

  static List<DiskPeer> ofJava() {
    return List.of(ENTRESOL, SQLITE, EHCACHE);
  }

  /** Opens it in a directory. */
  DiskSubject open(Path directory) throws Exception {
    return switch (this) {
      case ENTRESOL -> DiskSubjects.entresol(directory);
      case SQLITE -> DiskSubjects.sqlite(directory);
      case EHCACHE -> DiskSubjects.ehcache(directory);
      case DISKCACHE, FANOUT -> throw new IllegalStateException(label + " is no program of Java");
    };
  }
}
