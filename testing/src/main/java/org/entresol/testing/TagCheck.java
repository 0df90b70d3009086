package org.entresol.testing;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that does not say by exactly one tag what it needs: nothing beside this JVM, a
 * server, a cluster, or other processes of ours.
 *
 * <p>JUnit finds it by itself, in each module that has this one on its class path. A class without
 * a tag would be missed by every run of one group, and nobody would notice.
 */
public final class TagCheck implements BeforeAllCallback {
  private static final Set<String> ALLOWED =
      new TreeSet<>(Set.of("unit", "server", "cluster", "processes"));

  @Override
  public void beforeAll(ExtensionContext context) {
    Set<String> tags = new TreeSet<>(context.getTags());
    tags.retainAll(ALLOWED);
    if (tags.size() != 1) {
      throw new IllegalStateException(
          "%s has the tags %s; allowed: exactly one of %s"
              .formatted(context.getRequiredTestClass().getName(), context.getTags(), ALLOWED));
    }
  }
}
