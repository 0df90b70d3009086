package org.entresol.model;

import javax.cache.Cache;

/** A key and its value. */
record Row(Integer key, Box value) implements Cache.Entry<Integer, Box> {

  @Override
  public Integer getKey() {
    return key;
  }

  @Override
  public Box getValue() {
    return value;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new IllegalArgumentException();
  }
}
