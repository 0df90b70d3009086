package org.entresol.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.entresol.web.CacheTags;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.OnRedis;
import org.entresol.web.site.Page;
import org.entresol.web.site.Shop;
import org.entresol.web.site.TomcatSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes of one site, whose answers lie in one Redis. */
@Tag("server")
class SharedRouteTest {
  private static final String PATH = "/products/7";
  private static final int CLIENTS = 64;

  private final AtomicInteger renderings = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch go = new CountDownLatch(1);
  private final List<Shop> shops = new ArrayList<>();

  @TempDir Path folder;
  private Page page = (request, response) -> response.getWriter().write("page " + renderings);

  @BeforeEach
  void openShops(TestInfo test) throws IOException {
    for (int i = 0; i < 2; i++) {
      URI node = OnRedis.node(folder, test);
      shops.add(new Shop(TomcatSite::new, node, List.of(), policy -> policy, this::render));
    }
  }

  private void render(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    renderings.incrementAndGet();
    page.render(request, response);
  }

  @AfterEach
  void closeShops() {
    threads.shutdownNow();
    shops.forEach(Shop::close);
  }

  private void awaitGo() {
    try {
      assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Future<Answer>> ask(int clients) {
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Client client = shops.get(i % 2).client();
      answers.add(threads.submit(() -> client.get(PATH)));
    }
    return answers;
  }

  @Test
  void clients_manyOfTwoNodesOnAColdRoute_areOneRendering() throws Exception {
    page =
        (request, response) -> {
          awaitGo();
          response.getWriter().write("once");
        };

    List<Future<Answer>> answers = ask(CLIENTS);
    await().until(() -> renderings.get() > 0);
    go.countDown();

    for (Future<Answer> answer : answers) {
      assertThat(answer.get().text()).isEqualTo("once");
    }
    assertThat(renderings).hasValue(1);
  }

  @Test
  void answer_ofOneNode_isGivenByTheOther() {
    Answer first = shops.get(0).client().get(PATH);
    Answer second = shops.get(1).client().get(PATH);

    assertThat(second.isHit()).isTrue();
    assertThat(second.text()).isEqualTo("page 1");
    assertThat(second.field("ETag")).isEqualTo(first.field("ETag"));
  }

  @Test
  void purge_onOneNode_isHeardByTheOther() {
    shops.forEach(shop -> shop.client().get(PATH));

    shops.get(0).routes().purge(URI.create("http://shop.test" + PATH));

    await()
        .untilAsserted(
            () -> assertThat(shops.get(1).client().get(PATH).text()).isEqualTo("page 2"));
    assertThat(shops.get(0).client().get(PATH).text()).isEqualTo("page 2");
  }

  @Test
  void purge_onOneNodeDuringTheRenderingOfAnother_wins() throws Exception {
    CountDownLatch rendering = new CountDownLatch(1);
    page =
        (request, response) -> {
          response.getWriter().write("page " + renderings);
          rendering.countDown();
          awaitGo();
        };
    Future<Answer> old = threads.submit(() -> shops.get(0).client().get(PATH));
    assertThat(rendering.await(20, TimeUnit.SECONDS)).isTrue();

    shops.get(1).routes().purge(URI.create("http://shop.test" + PATH));
    go.countDown();

    assertThat(old.get().text()).isEqualTo("page 1");
    assertThat(shops.get(0).client().get(PATH).text()).isEqualTo("page 2");
    assertThat(shops.get(1).client().get(PATH).text()).isEqualTo("page 2");
  }

  @Test
  void purgeOfTags_onOneNode_isHeardByTheOther() {
    page =
        (request, response) -> {
          CacheTags.add(request, "product:7");
          response.getWriter().write("page " + renderings);
        };
    shops.forEach(shop -> shop.client().get(PATH));

    shops.get(0).routes().purgeTags("product:7");

    await()
        .untilAsserted(
            () -> assertThat(shops.get(1).client().get(PATH).text()).isEqualTo("page 2"));
    assertThat(shops.get(0).client().get(PATH).text()).isEqualTo("page 2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void purgeOfTags_onOneNodeDuringTheRenderingOfAnother_wins(boolean varies) throws Exception {
    CountDownLatch rendering = new CountDownLatch(1);
    page =
        (request, response) -> {
          int number = renderings.get();
          rendering.countDown();
          awaitGo();
          if (varies) {
            response.setHeader("Vary", "Accept-Language");
          }
          response.setHeader("Cache-Tag", "product:7");
          response.getWriter().write("page " + number);
        };
    Future<Answer> old = threads.submit(() -> shops.get(0).client().get(PATH));
    assertThat(rendering.await(20, TimeUnit.SECONDS)).isTrue();

    shops.get(1).routes().purgeTags("product:7");
    go.countDown();

    assertThat(old.get().text()).isEqualTo("page 1");
    assertThat(shops.get(1).client().get(PATH).text()).isEqualTo("page 2");
    assertThat(shops.get(0).client().get(PATH).text()).isEqualTo("page 2");
    assertThat(shops.get(1).client().get(PATH).isHit()).isTrue();
  }

  @Test
  void answer_thatIsNotKept_letsTheClientsOfBothNodesGo() throws Exception {
    page =
        (request, response) -> {
          response.setHeader("Cache-Control", "no-store");
          awaitGo();
          response.getWriter().write("alone");
        };

    List<Future<Answer>> answers = ask(8);
    await().until(() -> renderings.get() > 0);
    go.countDown();

    for (Future<Answer> answer : answers) {
      assertThat(answer.get().text()).isEqualTo("alone");
    }
    assertThat(renderings).hasValue(8);
    assertThat(shops.get(1).client().get(PATH).cacheStatus())
        .isEqualTo("entresol; fwd=miss; detail=remembered");
  }
}
