package org.entresol.tier;

/**
 * How much the entries in a directory may take, those of all caches and processes together.
 *
 * @param maxBytes in bytes, as they are counted in the files; not looked at without eviction
 * @param eviction which entries go first
 */
public record DiskBound(long maxBytes, Eviction eviction) {

  /** No bound but that of the disk. */
  public static final DiskBound NONE = new DiskBound(Long.MAX_VALUE, Eviction.NONE);
}
