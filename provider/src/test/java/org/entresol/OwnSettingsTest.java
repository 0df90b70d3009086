package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.acme.Keys;
import com.acme.MoneyCodec;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings for Redis, said in Java. */
@Tag("unit")
final class OwnSettingsTest {

  /** A change of the builder; a name for the many. */
  private interface Change extends UnaryOperator<EntresolConfiguration.Builder<String, String>> {}

  private static EntresolConfiguration.Builder<String, String> builder() {
    return EntresolConfiguration.builder(String.class, String.class);
  }

  private static EntresolConfiguration<String, String> everything() {
    return builder()
        .stack(Stack.HEAP_REDIS)
        .maxStaleness(Duration.ofMinutes(1))
        .keepOnFailure(Duration.ZERO)
        .partitions(16_384)
        .allow("com.acme.**", "org.example.Tag")
        .strict(true)
        .maxValueBytes(4096)
        .compress(Compression.LZ4)
        .compressOver(64)
        .events(EventScope.CLUSTER)
        .onFailure(OnFailure.DEGRADE)
        .holdLease(Duration.ofMillis(100))
        .holdWait(Duration.ZERO)
        .writeOrdering(WriteOrdering.NODE)
        .load(load -> load.absent(Duration.ofSeconds(5)).jitter(Jitter.share(0.1)))
        .write(write -> write.delay(Duration.ofSeconds(5)).batch(7))
        .build();
  }

  @Test
  void build_nothingSaid_hasTheDefaults() {
    EntresolConfiguration<String, String> built = builder().build();

    assertThat(built.isStackChosen()).isFalse();
    assertThat(built.getMaxStaleness()).isEqualTo(Duration.ofSeconds(30));
    assertThat(built.getKeepOnFailure()).isEqualTo(Duration.ofSeconds(5));
    assertThat(built.getPartitions()).isEmpty();
    assertThat(built.getAllowedTypes()).isEmpty();
    assertThat(built.isStrict()).isFalse();
    assertThat(built.getEvents()).isEqualTo(EventScope.LOCAL);
    assertThat(built.getOnFailure()).isEqualTo(OnFailure.FAIL);
    assertThat(built.getHoldLease()).isEqualTo(Duration.ofSeconds(10));
    assertThat(built.getHoldWait()).isEqualTo(Duration.ofSeconds(15));
    assertThat(built.getWriteOrdering()).isEqualTo(WriteOrdering.CLUSTER);
  }

  @Test
  void build_everythingSaid_givesItBack() {
    EntresolConfiguration<String, String> built = everything();

    assertThat(built.isStackChosen()).isTrue();
    assertThat(built.getStack()).isEqualTo(Stack.HEAP_REDIS);
    assertThat(built.getMaxStaleness()).isEqualTo(Duration.ofMinutes(1));
    assertThat(built.getKeepOnFailure()).isZero();
    assertThat(built.getPartitions()).hasValue(16_384);
    assertThat(built.getAllowedTypes())
        .containsExactlyInAnyOrder(
            new TypePattern("com.acme.**"), new TypePattern("org.example.Tag"));
    assertThat(built.isStrict()).isTrue();
    assertThat(built.getEvents()).isEqualTo(EventScope.CLUSTER);
    assertThat(built.getOnFailure()).isEqualTo(OnFailure.DEGRADE);
    assertThat(built.getHoldLease()).isEqualTo(Duration.ofMillis(100));
    assertThat(built.getHoldWait()).isZero();
    assertThat(built.getWriteOrdering()).isEqualTo(WriteOrdering.NODE);
  }

  @Test
  void toBuilder_everythingSaid_keepsIt() {
    assertThat(everything().toBuilder().build())
        .isEqualTo(everything())
        .hasSameHashCodeAs(everything())
        .hasToString(everything().toString());
  }

  @Test
  void withFallback_nothingSaid_takesEverything() {
    assertThat(builder().build().withFallback(everything())).isEqualTo(everything());
  }

  private static Stream<Change> changes() {
    return Stream.of(
        to -> to.maxStaleness(Duration.ofMinutes(2)),
        to -> to.keepOnFailure(Duration.ofMinutes(2)),
        to -> to.partitions(1),
        to -> to.allow("com.acme.**"),
        to -> to.strict(false),
        to -> to.maxValueBytes(1),
        to -> to.codec(ShippedCodec.BYTES),
        to -> to.codec(MoneyCodec::new),
        to -> to.compress(Compression.NONE),
        to -> to.compressOver(1),
        to -> to.encrypt(Keys::new),
        to -> to.plaintext(Plaintext.READ),
        to -> to.events(EventScope.LOCAL),
        to -> to.onFailure(OnFailure.FAIL),
        to -> to.holdLease(Duration.ofMinutes(2)),
        to -> to.holdWait(Duration.ofMinutes(2)),
        to -> to.writeOrdering(WriteOrdering.CLUSTER),
        to -> to.load(load -> load.absent(Duration.ZERO)),
        to -> to.write(write -> write.delay(Duration.ZERO)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void withFallback_oneSettingSaid_keepsIt(Change change) {
    EntresolConfiguration<String, String> said = change.apply(builder()).build();

    assertThat(said.withFallback(everything()))
        .isEqualTo(change.apply(everything().toBuilder()).build())
        .isNotEqualTo(everything());
  }

  private static Stream<Arguments> refused() {
    return Stream.of(
        refusal(to -> to.partitions(0), "partitions: 0 is not allowed; allowed: 1 to 16384"),
        refusal(
            to -> to.partitions(16_385), "partitions: 16385 is not allowed; allowed: 1 to 16384"),
        refusal(
            to -> to.maxStaleness(Duration.ZERO),
            "heap.max-staleness: 0 seconds is not allowed; allowed: 1 millisecond to 36500 days"),
        refusal(
            to -> to.keepOnFailure(Duration.ofSeconds(-1)),
            "heap.keep-on-failure: -1 second is not allowed; allowed: 0 seconds to 36500 days"),
        refusal(
            to -> to.holdLease(Duration.ofMillis(99)),
            "hold.lease: 99 milliseconds is not allowed; allowed: 100 milliseconds to 36500 days"),
        refusal(
            to -> to.holdWait(Duration.ofDays(36_501)),
            "hold.wait: 36501 days is not allowed; allowed: 0 seconds to 36500 days"),
        refusal(
            to -> to.stack(Stack.HEAP).events(EventScope.CLUSTER),
            "events: cluster is not allowed on the stack heap; allowed: on heap+redis, redis"),
        refusal(
            to -> to.stack(Stack.HEAP).allow("a.*"),
            "allow: [a.*] is not allowed on the stack heap; allowed: on heap+redis, redis, heap+disk, disk"),
        refusal(
            to -> to.stack(Stack.HEAP).codec(ShippedCodec.JSON),
            "codec: json is not allowed on the stack heap; allowed: on heap+redis, redis, heap+disk, disk"),
        refusal(
            to -> to.stack(Stack.REDIS).onFailure(OnFailure.DEGRADE),
            "on-failure: degrade is not allowed on the stack redis; allowed: on heap+redis"),
        refusal(
            to -> to.stack(Stack.REDIS).heap(HeapBound.entries(5)),
            "heap.max-entries: 5 is not allowed on the stack redis; allowed: on heap, heap+redis, heap+disk"));
  }

  private static Arguments refusal(Change change, String message) {
    return Arguments.of(change, message);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void build_impossible_failsWithSettingValueAndAllowed(Change change, String message) {
    EntresolConfiguration.Builder<String, String> builder = change.apply(builder());

    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }

  @Test
  void build_byReferenceOnRedis_isNotSupported() {
    EntresolConfiguration.Builder<String, String> builder =
        builder().stack(Stack.REDIS).storeByValue(false);

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(builder::build)
        .withMessage(
            "store-by-value: false is not allowed on the stack redis; allowed: on heap,"
                + " heap+redis, heap+disk");
  }

  @Test
  void build_byReferenceOnHeapAndRedis_isAllowed() {
    assertThat(builder().stack(Stack.HEAP_REDIS).storeByValue(false).build().isStoreByValue())
        .isFalse();
  }
}
