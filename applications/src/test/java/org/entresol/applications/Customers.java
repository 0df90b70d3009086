package org.entresol.applications;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Those who read and revise things in several shops at once. Thread-safe. */
final class Customers implements AutoCloseable {
  private static final int THREADS = 4;

  private final List<Shop> shops;
  private final List<Thing> things;
  private final List<Thread> threads;
  private final ReadWriteLock doors = new ReentrantReadWriteLock(true);
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicLong served = new AtomicLong();
  private volatile Promise promise = new Promise(null);
  private volatile boolean closed;

  /** What is promised from some moment on; each is another object. */
  private static final class Promise {

    /** How old what is read may be; null where nothing is promised. */
    private final @Nullable Duration bound;

    Promise(@Nullable Duration bound) {
      this.bound = bound;
    }
  }

  /** Sends customers to shops that have so many things. */
  Customers(List<Shop> shops, int count) {
    this.shops = shops;
    this.things = Stream.generate(Thing::new).limit(count).toList();
    this.threads =
        IntStream.range(0, THREADS)
            .mapToObj(i -> new Thread(() -> shopAround(new Random(i)), "customer-" + i))
            .toList();
    threads.forEach(Thread::start);
  }

  /** What went wrong: failures, and what was older than was promised. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** How many have been served. */
  long served() {
    return served.get();
  }

  /** From now on nothing older than that is read; null where nothing is promised. */
  void promise(@Nullable Duration bound) {
    promise = new Promise(bound);
  }

  private void shopAround(Random random) {
    Lock door = doors.readLock();
    while (!closed) {
      door.lock();
      try {
        serve(random);
      } finally {
        door.unlock();
      }
    }
  }

  private void serve(Random random) {
    Shop shop = shops.get(random.nextInt(shops.size()));
    int thing = random.nextInt(things.size());
    try {
      if (random.nextInt(10) < 3) {
        revise(shop, thing);
      } else {
        read(shop, Shop.READS.get(random.nextInt(Shop.READS.size())), thing);
      }
      served.incrementAndGet();
    } catch (RuntimeException e) {
      complaints.add(e.toString());
    }
  }

  private void revise(Shop shop, int thing) {
    things.get(thing).revise(() -> Long.parseLong(shop.post("item/" + thing)));
  }

  private void read(Shop shop, String way, int thing) {
    Promise before = promise;
    Duration age = age(shop, way, thing);
    if (promise == before && before.bound != null && age.compareTo(before.bound) > 0) {
      complaints.add("%s of %d is outdated since %s".formatted(way, thing, age));
    }
  }

  private Duration age(Shop shop, String way, int thing) {
    return things.get(thing).read(() -> Long.parseLong(shop.get(way + "/" + thing)));
  }

  // ---- by one who is alone in the shops

  /** Does something while nobody else is in the shops. */
  void alone(Runnable what) {
    Lock door = doors.writeLock();
    door.lock();
    try {
      what.run();
    } finally {
      door.unlock();
    }
  }

  /** Revises each thing once, in one shop after the other. */
  void reviseAll() {
    for (int i = 0; i < things.size(); i++) {
      revise(shops.get(i % shops.size()), i);
    }
  }

  /** What is outdated in any shop. */
  List<String> outdated() {
    return shops.stream()
        .flatMap(
            shop ->
                Shop.READS.stream()
                    .flatMap(
                        way ->
                            IntStream.range(0, things.size())
                                .filter(thing -> !age(shop, way, thing).isZero())
                                .mapToObj(
                                    thing -> way + " " + thing + " in " + shops.indexOf(shop))))
        .toList();
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
