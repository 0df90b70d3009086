package org.entresol.examples;

import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.redisson.api.RHyperLogLog;
import org.redisson.api.RMap;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** What Redis has for an application beside its caches, over the connections that they have. */
public final class BesideCaches {

  /**
   * What the names of all of these begin with: the namespace and a dot. Caches have a colon there,
   * so no name is ever one of theirs.
   */
  private static final String SHOP = "shop.";

  private final RedissonClient client;

  BesideCaches(RedissonClient client) {
    this.client = client;
  }

  /** Runs the example; the argument is the address of a Redis. */
  public static void main(String[] args) {
    String address = args.length == 0 ? "redis://127.0.0.1:6379" : args[0];
    try (CacheManager manager =
        Caching.getCachingProvider().getCacheManager(URI.create(address), null)) {
      // tag::beside-caches[]
      RedissonClient client = manager.unwrap(RedissonClient.class); // closed with the manager
      // end::beside-caches[]
      BesideCaches beside = new BesideCaches(client);
      System.out.println("best sellers: " + beside.bestSellers(Map.of("apples", 5, "pears", 7)));
      System.out.println("anna's cart: " + beside.cart("anna", "apples", 2));
      System.out.println("visitors: " + beside.visitors(Set.of("anna", "bert")));
    }
  }

  // tag::beside-caches[]

  /** A leaderboard is a sorted set: who has sold most comes first. */
  Collection<String> bestSellers(Map<String, Integer> sold) {
    RScoredSortedSet<String> sales =
        client.getScoredSortedSet(SHOP + "sales", StringCodec.INSTANCE);
    sold.forEach((article, count) -> sales.addScore(article, count));
    return sales.valueRangeReversed(0, 9);
  }

  /** The fields of an object are those of a hash: each is changed by itself. */
  Map<String, String> cart(String customer, String article, int more) {
    RMap<String, String> cart = client.getMap(SHOP + "cart:" + customer, StringCodec.INSTANCE);
    cart.addAndGet(article, more);
    return cart.readAllMap();
  }

  /** Unique visitors are counted by a HyperLogLog, in 12 KB however many they are. */
  long visitors(Set<String> seen) {
    RHyperLogLog<String> today = client.getHyperLogLog(SHOP + "visitors", StringCodec.INSTANCE);
    today.addAll(seen);
    return today.count();
  }

  // end::beside-caches[]
}
