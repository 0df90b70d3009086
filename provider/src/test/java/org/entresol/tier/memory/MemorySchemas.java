package org.entresol.tier.memory;

import java.util.Map;
import org.entresol.tier.SchemaTable;
import org.jspecify.annotations.Nullable;

/** The schemas of a cache as one node reaches them. */
record MemorySchemas(Link link, MemoryCache cache) implements SchemaTable {

  @Override
  public String add(Map<Long, String> texts) {
    return link.call(() -> cache.addSchemas(texts));
  }

  @Override
  public @Nullable String find(long fingerprint) {
    return link.call(() -> cache.schema(fingerprint));
  }
}
