package org.entresol.examples;

import java.net.URI;
import java.nio.charset.Charset;
import java.util.Scanner;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;

/**
 * A cache that processes share: each reads from its own memory and sees what the others write.
 *
 * <p>To be started twice, beside a Redis server. Each Enter looks at the shelf, {@code sell} sells
 * an apple first, and the end of the input (or {@code quit}) ends the program.
 */
public final class SharedCache {

  private SharedCache() {}

  /**
   * Runs the example.
   *
   * @param arguments the name of this process, and the address of Redis if it is another one than
   *     {@code redis://127.0.0.1:6379}
   */
  public static void main(String[] arguments) {
    String name = arguments.length > 0 ? arguments[0] : "somebody";
    run(name, arguments.length > 1 ? arguments[1] : "redis://127.0.0.1:6379");
  }

  /** Sells apples. The README quotes what stands between the two tags. */
  private static void run(String name, String address) {
    // tag::shared-cache[]
    CacheManager manager = Caching.getCachingProvider().getCacheManager(URI.create(address), null);
    Cache<String, Integer> stock =
        manager.createCache(
            "stock",
            EntresolConfiguration.builder(String.class, Integer.class)
                .expiry(CreatedExpiryPolicy.factoryOf(Duration.TEN_MINUTES))
                .heap(HeapBound.entries(1_000)) // in this process; all of them are in Redis
                .build());

    stock.putIfAbsent("apples", 5); // only the first of all processes finds none

    Scanner input = new Scanner(System.in, Charset.defaultCharset());
    for (String line = ""; !line.equals("quit"); line = next(input)) {
      if (line.equals("sell")) {
        // In one step: nobody comes in between, in no process.
        stock.invoke(
            "apples",
            (entry, arguments) -> {
              entry.setValue(entry.getValue() - 1);
              return null;
            });
      }
      // From this process's memory, unless another one has sold meanwhile.
      System.out.println(name + " sees " + stock.get("apples") + " apples");
    }
    manager.close();
    // end::shared-cache[]
  }

  private static String next(Scanner input) {
    return input.hasNextLine() ? input.nextLine() : "quit";
  }
}
