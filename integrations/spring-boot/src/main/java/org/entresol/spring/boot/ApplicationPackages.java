package org.entresol.spring.boot;

import java.util.List;

/** Packages in which the application has classes that it may cache. */
@FunctionalInterface
interface ApplicationPackages {
  /** Their names; empty if none is known. */
  List<String> names();
}
