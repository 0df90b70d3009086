package org.entresol.hibernate;

import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.access.CachedDomainDataAccess;
import org.hibernate.cache.spi.access.SoftLock;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * An item of a region that is locked, so that nobody puts anything there. Used by one thread at a
 * time.
 */
final class Locked {
  private final CachedDomainDataAccess access;
  private final Object key;

  /** Null where the strategy of the region knows no locks. */
  private @Nullable SoftLock lock;

  private Locked(CachedDomainDataAccess access, Object key) {
    this.access = access;
    this.key = key;
  }

  /**
   * Locks an item once it is gone: of an item that is there the lock would keep the version, and an
   * entity whose version nobody has raised would not be cached.
   */
  static Locked afterEviction(
      CachedDomainDataAccess access, Object key, SharedSessionContractImplementor session) {
    access.evict(key);
    Locked locked = new Locked(access, key);
    locked.lock(session);
    return locked;
  }

  /** Locks it again: locks go with all else that lies in a region. */
  void lock(SharedSessionContractImplementor session) {
    lock = access.lockItem(session, key, null);
  }

  DomainDataRegion region() {
    return access.getRegion();
  }

  /** Lets go: what is read in sessions that have begun later may be put there. */
  void release(SharedSessionContractImplementor session) {
    if (lock == null) {
      access.evict(key);
    } else {
      access.unlockItem(session, key, lock);
    }
  }
}
