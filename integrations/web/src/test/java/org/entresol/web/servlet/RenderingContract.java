package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import org.awaitility.Awaitility;
import org.entresol.EntresolConfiguration;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.Shop;
import org.junit.jupiter.api.Test;

/** Who renders, who waits, and what is not kept, on every server. */
abstract class RenderingContract extends OnServer {

  @Test
  void answer_thatBeginsToStreamOverTheLimit_letsWaitersGo() throws Exception {
    CountDownLatch streaming = new CountDownLatch(1);
    CountDownLatch waiterServed = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    Client client =
        shop(
                policy -> policy.maxBody(10),
                (request, response) -> {
                  response.getOutputStream().print("more than ten bytes");
                  if (first.getAndSet(false)) {
                    streaming.countDown();
                    await(waiterServed);
                  }
                })
            .client();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<Answer> stream = threads.submit(() -> client.get(PATH));
      await(streaming);
      Answer other = client.get(PATH);
      assertThat(other.text()).isEqualTo("more than ten bytes");
      assertThat(other.cacheStatus()).isEqualTo("entresol; fwd=miss; detail=remembered");
      waiterServed.countDown();
      assertThat(stream.get().text()).isEqualTo("more than ten bytes");
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void clients_manyOnAColdRoute_areOneRendering() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Client client =
        shop((request, response) -> {
              await(go);
              response.getWriter().write("once");
            })
            .client();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(threads.submit(() -> client.get(PATH)));
      }
      Awaitility.await().until(() -> renderings.get() > 0);
      go.countDown();
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().text()).isEqualTo("once");
      }
      assertThat(renderings).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void purge_ofAnAddress_dropsAllItsVariants() {
    Shop shop =
        shop(
            (request, response) -> {
              response.setHeader("Vary", "Accept-Language");
              response.getWriter().write("page " + renderings);
            });
    shop.client().get(PATH + "?a=1", "Accept-Language: de");
    shop.client().get(PATH + "?a=1", "Accept-Language: fr");
    shop.client().get(PATH, "Accept-Language: fr");

    shop.routes().purge(URI.create("http://shop.test" + PATH + "?a=1"));

    assertThat(shop.client().get(PATH + "?a=1", "Accept-Language: de").text()).isEqualTo("page 4");
    assertThat(shop.client().get(PATH + "?a=1", "Accept-Language: fr").text()).isEqualTo("page 5");
    assertThat(shop.client().get(PATH, "Accept-Language: fr").isHit()).isTrue();
  }

  @Test
  void purge_duringTheRendering_wins() throws Exception {
    CountDownLatch rendering = new CountDownLatch(1);
    CountDownLatch purged = new CountDownLatch(1);
    Shop shop =
        shop(
            (request, response) -> {
              response.getWriter().write("page " + renderings);
              rendering.countDown();
              await(purged);
            });
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<Answer> old = threads.submit(() -> shop.client().get(PATH));
      await(rendering);
      shop.routes().purge(URI.create("http://shop.test" + PATH));
      purged.countDown();

      assertThat(old.get().text()).isEqualTo("page 1");
      assertThat(shop.client().get(PATH).text()).isEqualTo("page 2");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void answers_thatAreNotForOthers_areRenderedEachTime() {
    Client client =
        shop((request, response) -> {
              switch (request.getParameter("why")) {
                case "cookie" -> response.addCookie(new Cookie("a", "b"));
                case "private" -> response.setHeader("Cache-Control", "private, max-age=60");
                case "no-store" -> response.setHeader("Cache-Control", "no-store");
                case "vary" -> response.setHeader("Vary", "*");
                case "error" -> response.setStatus(500);
                case "session" -> request.getSession().setAttribute("cart", "full");
                default -> response.sendError(404);
              }
              response.getWriter().write("page");
            })
            .client();

    for (String why :
        List.of(
            "cookie", "private", "no-store", "vary", "error", "session", "unwrapped", "absent")) {
      assertThat(client.get(PATH + "?why=" + why).isHit()).as(why).isFalse();
      assertThat(client.get(PATH + "?why=" + why).isHit()).as(why).isFalse();
    }
    assertThat(renderings).hasValue(16);
  }

  @Test
  void request_thatChangesSomethingByAndBy_dropsItOnceItHas() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch change = new CountDownLatch(1);
    AtomicInteger value = new AtomicInteger(1);
    Client client =
        shop((request, response) -> {
              if (request.getMethod().equals("PUT")) {
                AsyncContext context = request.startAsync();
                context.start(
                    () -> {
                      await(change);
                      value.set(2);
                      context.complete();
                    });
                started.countDown();
              } else {
                response.getWriter().write("value " + value);
              }
            })
            .client();
    client.get(PATH);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<Answer> put = threads.submit(() -> client.send("PUT", PATH, "2"));
      await(started);
      assertThat(client.get(PATH).text()).isEqualTo("value 1");
      change.countDown();
      put.get();
    } finally {
      threads.shutdownNow();
    }

    Awaitility.await()
        .untilAsserted(() -> assertThat(client.get(PATH).text()).isEqualTo("value 2"));
  }

  @Test
  void request_thatChangesSomething_dropsWhatItHasChanged() {
    Shop shop =
        shop(
            (request, response) -> {
              if (request.getMethod().equals("POST")) {
                response.setStatus(Integer.parseInt(request.getHeader("Status")));
                response.setHeader("Location", "/products/8");
              } else {
                response.getWriter().write("page " + renderings);
              }
            });
    Client client = shop.client();
    for (String path : List.of("/products/7", "/products/8", "/products/9")) {
      client.get(path);
    }

    client.send("POST", "/products/7", "a=b", "Status: 500");
    assertThat(client.get("/products/7").isHit()).isTrue();
    client.send("POST", "/products/7", "a=b", "Status: 303");

    assertThat(client.get("/products/7").isHit()).isFalse();
    assertThat(client.get("/products/8").isHit()).isFalse();
    assertThat(client.get("/products/9").isHit()).isTrue();
  }

  @Test
  void routes_manyThatAreCold_leaveThreadsForTheLoadsOfTheirHandlers() throws Exception {
    CyclicBarrier all = new CyclicBarrier(64);
    List<Cache<String, String>> caches = new ArrayList<>();
    Shop shop =
        shop(
            (request, response) -> {
              await(all);
              CompletionListenerFuture loaded = new CompletionListenerFuture();
              caches.get(0).loadAll(Set.of(request.getRequestURI()), true, loaded);
              await(loaded);
              response.getWriter().write("page");
            });
    caches.add(
        shop.manager()
            .createCache(
                "data",
                EntresolConfiguration.builder(String.class, String.class)
                    .readThrough(true)
                    .loader(() -> new Echo())
                    .build()));
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String path = "/products/" + i;
        answers.add(threads.submit(() -> shop.client().get(path)));
      }
      int stored = 0;
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().text()).isEqualTo("page");
        stored += answer.get().cacheStatus().endsWith("stored") ? 1 : 0;
      }
      assertThat(stored).isEqualTo(16);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(Future<?> future) {
    try {
      future.get(5, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A source of which each key is its value. */
  private static final class Echo implements CacheLoader<String, String> {
    @Override
    public String load(String key) {
      return key;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, key));
      return loaded;
    }
  }
}
