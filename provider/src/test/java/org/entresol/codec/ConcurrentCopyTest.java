package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ConcurrentCopyTest {

  static class Flat {
    long id;
    String text = "";
  }

  static class Node {
    long id;
    List<Node> nodes = new ArrayList<>();
    Map<String, Object> more = new HashMap<>();
  }

  record Box(long id, List<Flat> flats) {}

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void copy_fromManyThreads_givesEachItsOwn(int threads) throws Exception {
    Copiers copiers = Rules.byValue();
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Callable<Long>> tasks = new ArrayList<>();
    for (long t = 0; t < threads; t++) {
      long base = t * 1_000_000;
      tasks.add(
          () -> {
            start.await();
            return copyMany(copiers, base);
          });
    }

    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Long> result : executor.invokeAll(tasks)) {
        assertThat(result.get()).isEqualTo(2_000);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** How many of 2000 objects were copied as they should be. */
  private static long copyMany(Copiers copiers, long base) {
    long right = 0;
    for (long id = base; id < base + 500; id++) {
      right += isFlatCopyRight(copiers, id) ? 1 : 0;
      right += isNodeCopyRight(copiers, id) ? 1 : 0;
      right += isBoxCopyRight(copiers, id) ? 1 : 0;
      right += isViewCopyRight(copiers, id) ? 1 : 0;
    }
    return right;
  }

  private static boolean isFlatCopyRight(Copiers copiers, long id) {
    Flat flat = new Flat();
    flat.id = id;
    flat.text = "t" + id;
    Flat copy = copiers.copy(flat);
    return copy != flat && copy.id == id && copy.text.equals(flat.text);
  }

  private static boolean isNodeCopyRight(Copiers copiers, long id) {
    Node node = new Node();
    node.id = id;
    node.nodes.add(node);
    node.more.put("self", node);
    Node copy = copiers.copy(node);
    return copy != node
        && copy.id == id
        && copy.nodes.get(0) == copy
        && copy.more.get("self") == copy;
  }

  private static boolean isBoxCopyRight(Copiers copiers, long id) {
    Flat flat = new Flat();
    flat.id = id;
    Box copy = copiers.copy(new Box(id, new ArrayList<>(List.of(flat))));
    return copy.id() == id && copy.flats().get(0) != flat && copy.flats().get(0).id == id;
  }

  private static boolean isViewCopyRight(Copiers copiers, long id) {
    Node node = new Node();
    node.id = id;
    Map<String, Node> copy = copiers.copy(Collections.unmodifiableMap(Map.of("n", node)));
    return copiers.sizeOf(copy) > 0 && copy.containsKey("n") && copy.get("n") != node;
  }
}
