package org.entresol.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * A program that prints what the filter for routes makes of a page of 2 KB that it has kept, beside
 * a handler that gives a constant, slice by slice on one server; and how long clients wait that
 * come to a cold page all at once.
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

  private String hits(int rounds, int warmup) throws Exception {
    for (int i = 0; i < warmup; i++) {
      slice("/plain/page");
      slice("/kept/page");
    }
    List<Slice> plain = new ArrayList<>();
    List<Slice> kept = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      plain.add(slice("/plain/page"));
      kept.add(slice("/kept/page"));
    }
    return """
    | page | answers/s | times the constant | answers/s of a core's work | times the constant |
    | --- | ---: | ---: | ---: | ---: |
    """
        + line("a constant", plain, plain)
        + line("a kept page", kept, plain);
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

  private Slice slice(String path) throws Exception {
    byte[] request = WebClient.request(path);
    long worked = WebSite.worked();
    long start = System.nanoTime();
    long answers = 0;
    for (Future<Integer> client : together(CLIENTS, () -> asked(request, start))) {
      answers += client.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Slice(answers / seconds, answers / ((WebSite.worked() - worked) / 1e9));
  }

  private int asked(byte[] request, long start) throws IOException {
    int answers = 0;
    try (WebClient client = new WebClient(site.port())) {
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
