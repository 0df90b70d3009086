package com.acme.shop;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes of things, each in a transaction. */
@Service
public class Stock {
  private final Items items;

  Stock(Items items) {
    this.items = items;
  }

  /** Makes things that are not there yet. */
  @Transactional
  public void fill(int count) {
    for (long id = 0; id < count; id++) {
      items.save(new Item(id));
    }
  }

  /** The next revision of a thing. */
  @Transactional
  public long revise(long id) {
    return ++items.lock(id).revision;
  }
}
