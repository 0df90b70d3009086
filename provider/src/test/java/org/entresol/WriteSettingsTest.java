package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.acme.Customer;
import com.acme.CustomerWriter;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.configuration.Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings for writing, said in Java. */
final class WriteSettingsTest {
  private static final Factory<CustomerWriter> WRITER = CustomerWriter::new;

  /** A change of the settings; a name for the many. */
  private interface Change extends UnaryOperator<WriteSettings> {}

  private static Duration seconds(long number) {
    return Duration.ofSeconds(number);
  }

  private static WriteSettings everything() {
    return WriteSettings.DEFAULT
        .mode(WriteMode.BEHIND)
        .delay(Duration.ZERO)
        .batch(10_000)
        .tries(250)
        .backoff(Duration.ofMillis(1))
        .maxPending(100_000_000)
        .waitTime(Duration.ZERO)
        .lease(Duration.ofMillis(100))
        .flushTimeout(Duration.ZERO)
        .warnAfter(Duration.ofMillis(1));
  }

  private static EntresolConfiguration.Builder<String, Customer> silent() {
    return EntresolConfiguration.builder(String.class, Customer.class);
  }

  private static EntresolConfiguration.Builder<String, Customer> writing() {
    return silent().writer(WRITER).writeThrough(true);
  }

  private static EntresolConfiguration<String, Customer> saying(WriteSettings write) {
    return writing().write(nothing -> write).build();
  }

  @Test
  void default_all_areThoseOfTheManual() {
    WriteSettings write = silent().build().getWrite();

    assertThat(write).isEqualTo(WriteSettings.DEFAULT);
    assertThat(write.mode()).isEqualTo(WriteMode.THROUGH);
    assertThat(write.delay()).isEqualTo(seconds(5));
    assertThat(write.batch()).isEqualTo(100);
    assertThat(write.tries()).isEqualTo(10);
    assertThat(write.backoff()).isEqualTo(seconds(1));
    assertThat(write.maxPending()).isEqualTo(100_000);
    assertThat(write.waitTime()).isEqualTo(seconds(30));
    assertThat(write.lease()).isEqualTo(seconds(10));
    assertThat(write.flushTimeout()).isEqualTo(seconds(30));
    assertThat(write.warnAfter()).isEqualTo(seconds(60));
  }

  @Test
  void build_everythingSaid_givesItBack() {
    WriteSettings write = saying(everything()).getWrite();

    assertThat(write).isEqualTo(everything());
    assertThat(write.mode()).isEqualTo(WriteMode.BEHIND);
    assertThat(write.delay()).isZero();
    assertThat(write.batch()).isEqualTo(10_000);
    assertThat(write.tries()).isEqualTo(250);
    assertThat(write.backoff()).isEqualTo(Duration.ofMillis(1));
    assertThat(write.maxPending()).isEqualTo(100_000_000);
    assertThat(write.waitTime()).isZero();
    assertThat(write.lease()).isEqualTo(Duration.ofMillis(100));
    assertThat(write.flushTimeout()).isZero();
    assertThat(write.warnAfter()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void wither_called_leavesTheOriginal() {
    WriteSettings before = everything();

    assertThat(before.delay(seconds(9))).isNotEqualTo(before);
    assertThat(before).isEqualTo(everything());
  }

  @Test
  void write_calledTwice_buildsOnTheFirst() {
    assertThat(writing().write(w -> w.tries(1)).write(w -> w.batch(2)).build())
        .isEqualTo(saying(WriteSettings.DEFAULT.tries(1).batch(2)));
  }

  /** Each setting, at its default. */
  private static Stream<Change> changes() {
    return Stream.of(
        w -> w.mode(WriteMode.THROUGH),
        w -> w.delay(seconds(2)),
        w -> w.batch(100),
        w -> w.tries(10),
        w -> w.backoff(seconds(1)),
        w -> w.maxPending(100_000),
        w -> w.waitTime(seconds(30)),
        w -> w.lease(seconds(10)),
        w -> w.flushTimeout(seconds(30)),
        w -> w.warnAfter(seconds(60)));
  }

  /** A default that is said is not one that is left open, in each setting alone. */
  @ParameterizedTest
  @MethodSource("changes")
  void withFallback_oneSettingSaid_keepsItAndTakesTheRest(Change change) {
    EntresolConfiguration<String, Customer> said = saying(change.apply(WriteSettings.DEFAULT));

    assertThat(said.withFallback(saying(everything())))
        .isEqualTo(saying(change.apply(everything())))
        .isNotEqualTo(saying(everything()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void equals_defaultSaidOrNot_isFalse(Change change) {
    WriteSettings said = change.apply(WriteSettings.DEFAULT);

    assertThat(said)
        .isNotEqualTo(WriteSettings.DEFAULT)
        .isEqualTo(change.apply(WriteSettings.DEFAULT))
        .hasSameHashCodeAs(change.apply(WriteSettings.DEFAULT))
        .hasToString(change.apply(WriteSettings.DEFAULT).toString())
        .doesNotHaveToString(WriteSettings.DEFAULT.toString());
    assertThat(saying(said)).isNotEqualTo(writing().build());
  }

  private static Stream<Arguments> refused() {
    return Stream.of(
        refusal(w -> w.delay(seconds(-1)), "write.delay: PT-1S", "PT0S to PT876000H"),
        refusal(w -> w.batch(0), "write.batch: 0", "1 to 10000"),
        refusal(w -> w.batch(10_001), "write.batch: 10001", "1 to 10000"),
        refusal(w -> w.tries(0), "write.tries: 0", "1 to 250"),
        refusal(w -> w.tries(251), "write.tries: 251", "1 to 250"),
        refusal(w -> w.backoff(Duration.ZERO), "write.backoff: PT0S", "PT0.001S to PT876000H"),
        refusal(w -> w.maxPending(0), "write.max-pending: 0", "1 to 100000000"),
        refusal(w -> w.maxPending(100_000_001), "write.max-pending: 100000001", "1 to 100000000"),
        refusal(w -> w.waitTime(seconds(-1)), "write.wait: PT-1S", "PT0S to PT876000H"),
        refusal(
            w -> w.lease(Duration.ofMillis(99)), "write.lease: PT0.099S", "PT0.1S to PT876000H"),
        refusal(
            w -> w.flushTimeout(Duration.ofDays(36_501)),
            "write.flush-timeout: PT876024H",
            "PT0S to PT876000H"),
        refusal(
            w -> w.warnAfter(Duration.ZERO), "write.warn-after: PT0S", "PT0.001S to PT876000H"));
  }

  private static Arguments refusal(Change change, String setting, String allowed) {
    return Arguments.of(change, setting + " is not allowed; allowed: " + allowed);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void wither_outOfRange_failsWithSettingValueAndAllowed(Change change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(WriteSettings.DEFAULT))
        .withMessage(message);
  }

  @Test
  void build_behindWithoutWriteThrough_fails() {
    EntresolConfiguration.Builder<String, Customer> builder =
        silent().writer(WRITER).write(w -> w.mode(WriteMode.BEHIND));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage(
            "write.mode: behind is not allowed; allowed: with write.write-through: true only");
    assertThat(builder.writeThrough(true).build().getWrite().mode()).isEqualTo(WriteMode.BEHIND);
  }

  @Test
  void build_behindAndDegrade_fails() {
    EntresolConfiguration.Builder<String, Customer> builder =
        writing().write(w -> w.mode(WriteMode.BEHIND)).onFailure(OnFailure.DEGRADE);

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("on-failure: degrade is not allowed with write.mode: behind; allowed: fail");
    assertThat(builder.onFailure(OnFailure.FAIL).build().getOnFailure()).isEqualTo(OnFailure.FAIL);
    assertThat(writing().onFailure(OnFailure.DEGRADE).build().getOnFailure())
        .isEqualTo(OnFailure.DEGRADE);
  }

  @Test
  void build_leaseOnTheHeap_fails() {
    EntresolConfiguration.Builder<String, Customer> builder =
        silent().stack(Stack.HEAP).write(w -> w.lease(seconds(5)));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage(
            "write.lease: PT5S is not allowed on the stack heap; allowed: on heap+redis, redis");
  }

  @ParameterizedTest
  @EnumSource(Stack.class)
  void build_behind_isAllowedOnEachStack(Stack stack) {
    assertThat(
            writing().stack(stack).write(w -> w.mode(WriteMode.BEHIND)).build().getWrite().mode())
        .isEqualTo(WriteMode.BEHIND);
  }
}
