package org.entresol.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;

/** Threads that call a cache for the same keys at the same time, and note what they see. */
final class Crew {

  private static final int CALLS = 3;

  /** The keys that are worked on between two meetings of the threads. */
  private static final int KEYS_OF_ROUND = 8;

  private final List<Cache<Integer, Integer>> caches;
  private final int threads;
  private final List<Operation> operations;

  /**
   * A crew of which each call goes by one of the caches; of more than one of them, some calls at
   * the same time go by the same.
   */
  Crew(List<Cache<Integer, Integer>> caches, List<Operation> operations) {
    this.caches = caches;
    this.threads = Math.max(3, caches.size() + 1);
    this.operations = operations;
  }

  /** The histories of so many rounds, one of each key. */
  List<History> work(int rounds, long seed) throws Exception {
    CyclicBarrier meeting = new CyclicBarrier(threads);
    ExecutorService crew = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Map<Integer, List<Call>>>> notes = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        SplittableRandom random = new SplittableRandom(seed + i);
        notes.add(crew.submit(() -> work(rounds, random, meeting)));
      }
      Map<Integer, List<Call>> all = new TreeMap<>();
      for (Future<Map<Integer, List<Call>>> note : notes) {
        note.get()
            .forEach(
                (key, calls) -> all.computeIfAbsent(key, k -> new ArrayList<>()).addAll(calls));
      }
      return all.values().stream().map(History::new).toList();
    } finally {
      crew.shutdownNow();
    }
  }

  private Map<Integer, List<Call>> work(int rounds, SplittableRandom random, CyclicBarrier meeting)
      throws Exception {
    Map<Integer, List<Call>> notes = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      meeting.await();
      for (int i = 0; i < KEYS_OF_ROUND; i++) {
        Integer key = round * KEYS_OF_ROUND + i;
        List<Call> calls = new ArrayList<>(CALLS);
        for (int call = 0; call < CALLS; call++) {
          calls.add(call(key, random));
        }
        notes.put(key, calls);
      }
    }
    return notes;
  }

  private Call call(Integer key, SplittableRandom random) {
    Cache<Integer, Integer> cache =
        caches.get((caches.size() == 1) ? 0 : random.nextInt(caches.size()));
    Operation operation = operations.get(random.nextInt(operations.size()));
    int a = 1 + random.nextInt(Operation.LIMIT);
    int b = 1 + random.nextInt(Operation.LIMIT);
    long start = System.nanoTime();
    Object result = operation.run(cache, key, a, b);
    return new Call(operation, a, b, result, start, System.nanoTime());
  }
}
