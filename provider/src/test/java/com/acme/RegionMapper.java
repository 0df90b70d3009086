package com.acme;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.entresol.feed.ChangeMapper;
import org.entresol.feed.ChangedRow;

/** Keys made of a region. */
public final class RegionMapper implements ChangeMapper {
  @Override
  public Collection<?> keys(ChangedRow row) {
    return List.of(Objects.requireNonNull(row.column("region")));
  }
}
