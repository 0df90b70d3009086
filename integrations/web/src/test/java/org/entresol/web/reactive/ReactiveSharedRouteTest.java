package org.entresol.web.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.entresol.web.site.Answer;
import org.entresol.web.site.Client;
import org.entresol.web.site.OnRedis;
import org.entresol.web.site.ReactiveShop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.server.WebHandler;

/** Two nodes of one site on Netty, whose answers lie in one Redis. */
@Tag("server")
class ReactiveSharedRouteTest extends OnNetty {
  private static final int CLIENTS = 64;

  private final CountDownLatch go = new CountDownLatch(1);
  private final List<ReactiveShop> nodes = new ArrayList<>();

  @TempDir Path folder;
  private WebHandler page = exchange -> write(exchange, "page " + renderings);

  @BeforeEach
  void openShops(TestInfo test) throws IOException {
    for (int i = 0; i < 2; i++) {
      nodes.add(
          shop(
              OnRedis.node(folder, test),
              NOTHING,
              policy -> policy,
              exchange -> page.handle(exchange)));
    }
  }

  private List<Future<Answer>> ask(int clients) {
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Client client = nodes.get(i % 2).client();
      answers.add(threads.submit(() -> client.get(PATH)));
    }
    return answers;
  }

  @Test
  void clients_manyOfTwoNodesOnAColdRoute_areOneRendering() throws Exception {
    page = exchange -> opened(go).then(write(exchange, "once"));

    List<Future<Answer>> answers = ask(CLIENTS);
    Awaitility.await().until(() -> renderings.get() > 0);
    go.countDown();

    for (Future<Answer> answer : answers) {
      assertThat(answer.get().text()).isEqualTo("once");
    }
    assertThat(renderings).hasValue(1);
  }

  @Test
  void answer_ofOneNode_isGivenByTheOther() {
    Answer first = nodes.get(0).client().get(PATH);
    Answer second = nodes.get(1).client().get(PATH);

    assertThat(second.isHit()).isTrue();
    assertThat(second.text()).isEqualTo("page 1");
    assertThat(second.field("ETag")).isEqualTo(first.field("ETag"));
  }

  @Test
  void purge_onOneNodeDuringTheRenderingOfAnother_wins() throws Exception {
    CountDownLatch rendering = new CountDownLatch(1);
    page =
        exchange -> {
          String text = "page " + renderings;
          rendering.countDown();
          return opened(go).then(write(exchange, text));
        };
    Future<Answer> old = threads.submit(() -> nodes.get(0).client().get(PATH));
    await(rendering);

    nodes.get(1).routes().purge(URI.create("http://shop.test" + PATH));
    go.countDown();

    assertThat(old.get().text()).isEqualTo("page 1");
    assertThat(nodes.get(0).client().get(PATH).text()).isEqualTo("page 2");
    assertThat(nodes.get(1).client().get(PATH).text()).isEqualTo("page 2");
  }

  @Test
  void purgeOfTags_onOneNode_isHeardByTheOther() {
    page =
        exchange -> {
          exchange.getResponse().getHeaders().set("Cache-Tag", "product:7");
          return write(exchange, "page " + renderings);
        };
    nodes.forEach(shop -> shop.client().get(PATH));

    nodes.get(0).routes().purgeTags("product:7");

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(nodes.get(1).client().get(PATH).text()).isEqualTo("page 2"));
    assertThat(nodes.get(0).client().get(PATH).text()).isEqualTo("page 2");
  }

  @Test
  void answer_thatIsNotKept_letsTheClientsOfBothNodesGo() throws Exception {
    page =
        exchange -> {
          exchange.getResponse().getHeaders().setCacheControl("no-store");
          return opened(go).then(write(exchange, "alone"));
        };

    List<Future<Answer>> answers = ask(8);
    Awaitility.await().until(() -> renderings.get() > 0);
    go.countDown();

    for (Future<Answer> answer : answers) {
      assertThat(answer.get().text()).isEqualTo("alone");
    }
    assertThat(renderings).hasValue(8);
  }
}
