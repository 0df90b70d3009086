package org.entresol.examples;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/**
 * The loader of the shop's products. A loader that a configuration file names is public and has a
 * public constructor without parameters. Thread-safe.
 */
public final class ProductCatalogue implements CacheLoader<String, Product> {

  private static final Map<String, Product> PRODUCTS =
      Map.of(
          "A1", new Product("A1", "Teapot", 2_450),
          "A2", new Product("A2", "Cup and saucer", 980));

  /** Creates the loader, as the cache does for itself. */
  public ProductCatalogue() {}

  /** The product of a number, or null when there is none: that is then not cached. */
  @Override
  public @Nullable Product load(String number) {
    return PRODUCTS.get(number);
  }

  @Override
  public Map<String, Product> loadAll(Iterable<? extends String> numbers) {
    return StreamSupport.stream(numbers.spliterator(), false)
        .map(PRODUCTS::get)
        .filter(Objects::nonNull)
        .collect(Collectors.toMap(Product::number, product -> product));
  }
}
