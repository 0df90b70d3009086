package com.acme;

import java.util.Collection;
import java.util.List;
import org.entresol.TagExtractor;

/** The tags of customers. */
public class CustomerTags implements TagExtractor<String, Customer> {

  /** Makes one. */
  public CustomerTags() {}

  @Override
  public Collection<String> tags(String key, Customer value) {
    return List.of("customer");
  }
}
