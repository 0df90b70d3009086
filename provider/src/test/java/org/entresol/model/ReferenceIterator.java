package org.entresol.model;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** The entries of the reference cache that were there when the iteration began and still are. */
final class ReferenceIterator implements Iterator<Cache.Entry<Integer, Box>> {

  private final ReferenceEntries entries;
  private final Function<Integer, Row> visit;
  private final Consumer<Integer> removal;
  private final Iterator<Integer> keys;
  private @Nullable Integer next;
  private @Nullable Integer last;

  ReferenceIterator(
      ReferenceEntries entries, Function<Integer, Row> visit, Consumer<Integer> removal) {
    this.entries = entries;
    this.visit = visit;
    this.removal = removal;
    this.keys = List.copyOf(entries.keys()).iterator();
  }

  @Override
  public boolean hasNext() {
    entries.expire();
    while (next == null && keys.hasNext()) {
      Integer key = keys.next();
      next = (entries.get(key) == null) ? null : key;
    }
    return next != null;
  }

  @Override
  public Cache.Entry<Integer, Box> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Integer key = requireNonNull(next);
    next = null;
    last = key;
    return visit.apply(key);
  }

  @Override
  public void remove() {
    Integer key = requireNonNull(last);
    last = null;
    removal.accept(key);
  }
}
