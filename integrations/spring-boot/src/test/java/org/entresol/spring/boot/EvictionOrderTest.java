package org.entresol.spring.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** When what a method has changed is dropped, beside transactions and results that come later. */
@Tag("unit")
final class EvictionOrderTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** What each commit saw, and what another one wants to see then. */
  private final List<String> seen = new ArrayList<>();

  private Supplier<String> look = () -> "";
  private final TransactionTemplate transaction = new TransactionTemplate(new Nothing());
  @TempDir private Path folder;

  /** Transactions of nothing. */
  private final class Nothing extends AbstractPlatformTransactionManager {
    @Override
    protected Object doGetTransaction() {
      return this;
    }

    @Override
    protected void doBegin(Object begun, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
      seen.add(look.get());
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class WithTransactions {}

  /** Changes of customers. */
  static class Changes {

    @Transactional
    @CacheEvictTags(value = "'customer:' + #id", cacheNames = Customers.CACHE)
    public void committed(long id) {}

    @CacheEvictTags(value = "'customer:' + #result", cacheNames = Customers.CACHE)
    public Mono<Long> later(Mono<Long> id) {
      return id;
    }

    @CacheEvictTags(value = "'customer:' + #id", cacheNames = Customers.CACHE)
    public Flux<String> several(long id, Flux<String> all) {
      return all;
    }

    @CacheEvictTags(
        value = "'customer:' + #id",
        cacheNames = {"first", Customers.CACHE})
    public void ofTwo(long id) {}
  }

  /** The caches of the application, while it runs. */
  private final AtomicReference<CacheManager> manager = new AtomicReference<>();

  private void with(BiConsumer<Customers, Changes> test) throws IOException {
    Path file = folder.resolve("entresol.yaml");
    Files.writeString(file, "defaults: { tags: { explicit: true } }");
    Contexts.runner()
        .withUserConfiguration(WithTransactions.class)
        .withPropertyValues("entresol.config=" + file.toUri())
        .withBean(PlatformTransactionManager.class, Nothing::new)
        .withBean(Customers.class)
        .withBean(Changes.class)
        .run(
            context -> {
              Customers customers = context.getBean(Customers.class);
              assertThat(customers.of(7, "de")).isEqualTo("de 1");
              look = () -> customers.of(7, "de");
              manager.set(context.getBean(CacheManager.class));
              test.accept(customers, context.getBean(Changes.class));
            });
  }

  @Test
  void change_withinATransaction_dropsOnceThatIsCommitted() throws IOException {
    with(
        (customers, changes) -> {
          transaction.executeWithoutResult(
              status -> {
                customers.changed(7, false);
                assertThat(look.get()).isEqualTo("de 1");
              });

          assertThat(seen).containsExactly("de 1");
          assertThat(look.get()).isEqualTo("de 2");
        });
  }

  @Test
  void change_rolledBack_dropsNothing() throws IOException {
    with(
        (customers, changes) -> {
          transaction.executeWithoutResult(
              status -> {
                customers.changed(7, false);
                status.setRollbackOnly();
              });

          assertThat(look.get()).isEqualTo("de 1");
        });
  }

  @Test
  void change_whenOthersHearOfTheCommit_dropsTheSame() throws IOException {
    with(
        (customers, changes) -> {
          transaction.executeWithoutResult(
              status ->
                  TransactionSynchronizationManager.registerSynchronization(
                      new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                          customers.changed(7, false);
                        }
                      }));

          assertThat(look.get()).isEqualTo("de 2");
        });
  }

  @Test
  void change_transactionalItself_dropsAfterItsCommit() throws IOException {
    with(
        (customers, changes) -> {
          changes.committed(7);

          assertThat(seen).containsExactly("de 1");
          assertThat(look.get()).isEqualTo("de 2");
        });
  }

  @Test
  void change_thatIsAMono_dropsWhenItIsComplete() throws IOException {
    with(
        (customers, changes) -> {
          Sinks.One<Long> id = Sinks.one();
          Mono<Long> later = changes.later(id.asMono());
          assertThat(look.get()).isEqualTo("de 1");
          id.tryEmitValue(7L).orThrow();
          assertThat(look.get()).as("nobody has subscribed").isEqualTo("de 1");

          assertThat(later.block(SOON)).isEqualTo(7);
          assertThat(look.get()).isEqualTo("de 2");
          assertThatThrownBy(
                  () -> changes.later(Mono.error(new IllegalStateException("meant"))).block(SOON))
              .hasMessage("meant");
          assertThat(changes.later(Mono.empty()).blockOptional(SOON)).isEmpty();
          assertThat(look.get()).isEqualTo("de 2");
        });
  }

  @Test
  void change_thatIsAFlux_dropsWhenItIsComplete() throws IOException {
    with(
        (customers, changes) -> {
          Flux<String> all =
              changes.several(7, Flux.just("a", "b").doOnNext(one -> seen.add(look.get())));

          assertThat(all.collectList().block(SOON)).containsExactly("a", "b");
          assertThat(seen).containsExactly("de 1", "de 1");
          assertThat(look.get()).isEqualTo("de 2");
        });
  }

  @Test
  void change_whereOneCacheFails_dropsFromTheOthers() throws IOException {
    with(
        (customers, changes) -> {
          changes.ofTwo(7);
          assertThat(look.get()).isEqualTo("de 2");
          requireNonNull(manager.get()).getCache("first").close();

          assertThatIllegalStateException().isThrownBy(() -> changes.ofTwo(7));
          assertThat(look.get()).isEqualTo("de 3");
        });
  }
}
