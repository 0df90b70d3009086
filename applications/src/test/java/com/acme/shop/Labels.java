package com.acme.shop;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;

/** What is written on things, cached by Spring. */
@Service
public class Labels {
  private final Items items;
  private final Stock stock;

  Labels(Items items, Stock stock) {
    this.items = items;
    this.stock = stock;
  }

  /** What is written on a thing. */
  @Cacheable("labels")
  public Label of(long id) {
    return new Label(id, items.revision(id));
  }

  /** A thing gets its next revision, and another label. */
  @CacheEvict("labels")
  public long revise(long id) {
    return stock.revise(id);
  }
}
