package org.entresol.web.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two nodes of one site do whose answers lie in one Redis, on any kind of server. */
public abstract class SharedRouteContract {
  private static final String PATH = "/products/7";
  private static final int CLIENTS = 64;

  private final AtomicInteger renderings = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch go = new CountDownLatch(1);
  private final List<Node> nodes = new ArrayList<>();

  @TempDir Path folder;
  private Supplier<Scene> page = () -> new Scene("page " + renderings);

  /** A node whose handler gives each time what is the {@link #next} scene. */
  protected abstract Node open(URI configuration);

  @BeforeEach
  void openNodes(TestInfo test) throws IOException {
    for (int i = 0; i < 2; i++) {
      nodes.add(open(OnRedis.node(folder, test)));
    }
  }

  @AfterEach
  void closeNodes() {
    threads.shutdownNow();
    nodes.forEach(Node::close);
  }

  /** What a handler gives that is asked now; to be called once for each rendering. */
  protected final Scene next() {
    renderings.incrementAndGet();
    return page.get();
  }

  /** Waits until the test lets handlers go on. */
  protected final void awaitGo() {
    try {
      assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
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
    page = () -> new Scene("once").waiting();

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
    Answer first = nodes.get(0).client().get(PATH);
    Answer second = nodes.get(1).client().get(PATH);

    assertThat(second.isHit()).isTrue();
    assertThat(second.text()).isEqualTo("page 1");
    assertThat(second.field("ETag")).isEqualTo(first.field("ETag"));
  }

  @Test
  void purge_onOneNode_isHeardByTheOther() {
    nodes.forEach(node -> node.client().get(PATH));

    nodes.get(0).routes().purge(URI.create("http://shop.test" + PATH));

    await()
        .untilAsserted(
            () -> assertThat(nodes.get(1).client().get(PATH).text()).isEqualTo("page 2"));
    assertThat(nodes.get(0).client().get(PATH).text()).isEqualTo("page 2");
  }

  @Test
  void purge_onOneNodeDuringTheRenderingOfAnother_wins() throws Exception {
    page = () -> new Scene("page " + renderings).waiting();
    Future<Answer> old = threads.submit(() -> nodes.get(0).client().get(PATH));
    await().until(() -> renderings.get() > 0);

    nodes.get(1).routes().purge(URI.create("http://shop.test" + PATH));
    go.countDown();

    assertThat(old.get().text()).isEqualTo("page 1");
    assertThat(nodes.get(0).client().get(PATH).text()).isEqualTo("page 2");
    assertThat(nodes.get(1).client().get(PATH).text()).isEqualTo("page 2");
  }

  @Test
  void purgeOfTags_onOneNode_isHeardByTheOther() {
    page = () -> new Scene("page " + renderings).tagged("product:7");
    nodes.forEach(node -> node.client().get(PATH));

    nodes.get(0).routes().purgeTags("product:7");

    await()
        .untilAsserted(
            () -> assertThat(nodes.get(1).client().get(PATH).text()).isEqualTo("page 2"));
    assertThat(nodes.get(0).client().get(PATH).text()).isEqualTo("page 2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void purgeOfTags_onOneNodeDuringTheRenderingOfAnother_wins(boolean varies) throws Exception {
    page =
        () -> {
          Scene scene = new Scene("page " + renderings).waiting().with("Cache-Tag", "product:7");
          return varies ? scene.with("Vary", "Accept-Language") : scene;
        };
    Future<Answer> old = threads.submit(() -> nodes.get(0).client().get(PATH));
    await().until(() -> renderings.get() > 0);

    nodes.get(1).routes().purgeTags("product:7");
    go.countDown();

    assertThat(old.get().text()).isEqualTo("page 1");
    assertThat(nodes.get(1).client().get(PATH).text()).isEqualTo("page 2");
    assertThat(nodes.get(0).client().get(PATH).text()).isEqualTo("page 2");
    assertThat(nodes.get(1).client().get(PATH).isHit()).isTrue();
  }

  @Test
  void answer_thatIsNotKept_letsTheClientsOfBothNodesGo() throws Exception {
    page = () -> new Scene("alone").waiting().with("Cache-Control", "no-store");

    List<Future<Answer>> answers = ask(8);
    await().until(() -> renderings.get() > 0);
    go.countDown();

    for (Future<Answer> answer : answers) {
      assertThat(answer.get().text()).isEqualTo("alone");
    }
    assertThat(renderings).hasValue(8);
    assertThat(nodes.get(1).client().get(PATH).cacheStatus())
        .isEqualTo("entresol; fwd=miss; detail=remembered");
  }
}
