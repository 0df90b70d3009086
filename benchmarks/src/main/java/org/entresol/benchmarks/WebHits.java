package org.entresol.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * A program that prints what the filter for routes makes of a page of 2 KB that it has kept, beside
 * a handler that gives a constant and the cache of an nginx, where there is one on the path, slice
 * by slice; and how long clients wait that come to a cold page all at once.
 */
public final class WebHits {
  private static final int CLIENTS = 4;
  private static final int CROWD = 64;
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int WARMUP = 10;

  private final WebSite site;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private WebHits(WebSite site) {
    this.site = site;
  }

  /**
   * Measures and prints.
   *
   * @param arguments how many rounds, if not 60
   */
  public static void main(String... arguments) throws Exception {
    System.out.print(table(arguments.length == 0 ? 60 : Integer.parseInt(arguments[0]), WARMUP));
  }

  /** Returns the figures as Markdown tables. */
  static String table(int rounds, int warmup) throws Exception {
    try (WebSite site = new WebSite()) {
      WebHits hits = new WebHits(site);
      try {
        return hits.hits(rounds, warmup) + "\n" + hits.crowd(rounds);
      } finally {
        hits.threads.shutdownNow();
      }
    }
  }

  // ---- hits

  /**
   * What came of one slice.
   *
   * @param perSecond the answers of a second
   * @param perWork those of a second for which a core has worked for them
   */
  private record Slice(double perSecond, double perWork) {}

  /**
   * Who gives a page.
   *
   * @param worked the nanoseconds for which cores have worked for its answers
   */
  private record Giver(String name, int port, String path, LongSupplier worked) {}

  private String hits(int rounds, int warmup) throws Exception {
    List<Giver> givers = new ArrayList<>();
    givers.add(new Giver("a constant", site.port(), "/plain/page", WebSite::worked));
    givers.add(new Giver("a kept page", site.port(), "/kept/page", WebSite::worked));
    try (NginxCache nginx = NginxCache.before(site.port())) {
      if (nginx != null) {
        givers.add(new Giver("a page in nginx", nginx.port(), "/plain/page", nginx::worked));
      }
      return hits(givers, rounds, warmup);
    }
  }

  private String hits(List<Giver> givers, int rounds, int warmup) throws Exception {
    Map<Giver, List<Slice>> slices = new LinkedHashMap<>();
    for (int round = -warmup; round < rounds; round++) {
      for (Giver giver : givers) {
        Slice slice = slice(giver);
        if (round >= 0) {
          slices.computeIfAbsent(giver, any -> new ArrayList<>()).add(slice);
        }
      }
    }
    List<Slice> constant = slices.values().iterator().next();
    StringBuilder table =
        new StringBuilder(
            """
            | page | answers/s | times the constant | answers/s of a core's work | times the constant |
            | --- | ---: | ---: | ---: | ---: |
            """);
    slices.forEach((giver, own) -> table.append(line(giver.name, own, constant)));
    return table.toString();
  }

  private static String line(String name, List<Slice> slices, List<Slice> beside) {
    return "| %s | %s | %s |\n"
        .formatted(
            name,
            figures(slices, beside, Slice::perSecond),
            figures(slices, beside, Slice::perWork));
  }

  private static String figures(
      List<Slice> slices, List<Slice> beside, ToDoubleFunction<Slice> figure) {
    List<Double> own = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      double value = figure.applyAsDouble(slices.get(i));
      own.add(value);
      times.add(value / figure.applyAsDouble(beside.get(i)));
    }
    return Spread.of(own) + " | " + Spread.of(times);
  }

  private Slice slice(Giver giver) throws Exception {
    byte[] request = WebClient.request(giver.path);
    long worked = giver.worked.getAsLong();
    long start = System.nanoTime();
    long answers = 0;
    for (Future<Integer> client : together(CLIENTS, () -> asked(giver.port, request, start))) {
      answers += client.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Slice(answers / seconds, answers / ((giver.worked.getAsLong() - worked) / 1e9));
  }

  private static int asked(int port, byte[] request, long start) throws IOException {
    int answers = 0;
    try (WebClient client = new WebClient(port)) {
      while (System.nanoTime() - start < SLICE_NANOS) {
        int unused = client.ask(request);
        answers++;
      }
    }
    return answers;
  }

  private <T> List<Future<T>> together(int clients, Callable<T> task) {
    List<Future<T>> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      all.add(threads.submit(task));
    }
    return all;
  }

  // ---- a crowd

  private String crowd(int rounds) throws Exception {
    List<Double> millis = new ArrayList<>();
    CyclicBarrier go = new CyclicBarrier(CROWD);
    for (int i = 0; i < rounds; i++) {
      byte[] request = WebClient.request("/kept/slow/" + i);
      for (Future<Double> client : together(CROWD, () -> waited(request, go))) {
        millis.add(client.get());
      }
    }
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return """
    | %d clients on a cold page of 50 ms | |
    | --- | ---: |
    | ms, median | %s |
    | ms, p99 | %s |
    | renderings of each | %s |
    """
        .formatted(
            CROWD,
            Spread.shown(sorted[sorted.length / 2]),
            Spread.shown(sorted[sorted.length * 99 / 100]),
            Spread.shown((double) site.rendered() / rounds));
  }

  private double waited(byte[] request, CyclicBarrier go) throws Exception {
    try (WebClient client = new WebClient(site.port())) {
      go.await();
      long start = System.nanoTime();
      int unused = client.ask(request);
      return (System.nanoTime() - start) / 1e6;
    }
  }
}
