package org.entresol.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.entresol.Codec;
import org.entresol.EntresolConfiguration;

/** A cache whose values lie on disk, or in Redis, in a form that scripts read too. */
public final class Quotes {

  private Quotes() {}

  /**
   * What a share costs.
   *
   * @param symbol the name of the share
   * @param cents its price
   */
  public record Quote(String symbol, long cents) {}

  // tag::codec[]
  /** Quotes as texts: {@code ACME=1250}. */
  public static final class QuoteCodec implements Codec<Quote> {

    @Override
    public String name() {
      return "quote-1"; // in the cache's record; another form gets another name
    }

    @Override
    public byte[] encode(Quote quote) {
      return (quote.symbol() + "=" + quote.cents()).getBytes(UTF_8);
    }

    @Override
    public Quote decode(byte[] bytes) {
      String[] parts = new String(bytes, UTF_8).split("=", 2);
      return new Quote(parts[0], Long.parseLong(parts[1])); // what it throws is a miss
    }
  }

  // end::codec[]

  /**
   * Runs the example.
   *
   * @param args where the files lie; a directory of this user if not said
   */
  public static void main(String[] args) {
    String home = System.getProperty("java.io.tmpdir");
    System.out.println(
        run((args.length > 0) ? Path.of(args[0]) : Path.of(home, "entresol-quotes")));
  }

  /** Stores a quote, and reads what a later run of the program would. */
  static Quote run(Path directory) {
    Properties settings = new Properties();
    settings.setProperty("entresol.disk.path", directory.toString());
    try (CacheManager manager =
        Caching.getCachingProvider().getCacheManager(null, null, settings)) {
      open(manager).put("acme", new Quote("ACME", 1250));
    }
    try (CacheManager manager =
        Caching.getCachingProvider().getCacheManager(null, null, settings)) {
      return open(manager).get("acme");
    }
  }

  private static Cache<String, Quote> open(CacheManager manager) {
    return manager.createCache(
        "quotes",
        EntresolConfiguration.builder(String.class, Quote.class).codec(QuoteCodec::new).build());
  }
}
