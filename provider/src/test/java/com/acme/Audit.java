package com.acme;

import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;

/** Hears of every new entry. */
public final class Audit implements CacheEntryCreatedListener<Object, Object> {
  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends Object, ? extends Object>> events) {}
}
