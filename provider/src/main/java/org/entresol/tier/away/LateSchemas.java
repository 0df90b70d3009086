package org.entresol.tier.away;

import java.util.Map;
import java.util.function.Supplier;
import org.entresol.tier.ByteTier;
import org.entresol.tier.SchemaTable;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a tier that may not be joined yet.
 *
 * @param tier the tier as soon as it is joined; fails until then
 */
record LateSchemas(Supplier<ByteTier> tier) implements SchemaTable {

  @Override
  public String add(Map<Long, String> texts) {
    return tier.get().schemas().add(texts);
  }

  @Override
  public @Nullable String find(long fingerprint) {
    return tier.get().schemas().find(fingerprint);
  }
}
