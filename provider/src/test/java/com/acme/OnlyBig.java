package com.acme;

import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;

/** Lets every event pass. */
public final class OnlyBig implements CacheEntryEventFilter<Object, Object> {
  @Override
  public boolean evaluate(CacheEntryEvent<? extends Object, ? extends Object> event) {
    return true;
  }
}
