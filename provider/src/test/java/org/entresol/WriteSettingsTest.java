package org.entresol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.acme.Customer;
import com.acme.CustomerWriter;
import java.time.Duration;
import javax.cache.configuration.Factory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is special about the settings for writing, said in Java. */
@Tag("unit")
final class WriteSettingsTest {
  private static final Factory<CustomerWriter> WRITER = CustomerWriter::new;

  private static Duration seconds(long number) {
    return Duration.ofSeconds(number);
  }

  private static EntresolConfiguration.Builder<String, Customer> silent() {
    return EntresolConfiguration.builder(String.class, Customer.class);
  }

  private static EntresolConfiguration.Builder<String, Customer> writing() {
    return silent().writer(WRITER).writeThrough(true);
  }

  @Test
  void wither_called_leavesTheOriginal() {
    WriteSettings before = WriteSettings.DEFAULT.delay(seconds(6));

    assertThat(before.delay(seconds(9))).isNotEqualTo(before);
    assertThat(before).isEqualTo(WriteSettings.DEFAULT.delay(seconds(6)));
  }

  @Test
  void equals_sameSaid_isTrue() {
    WriteSettings said = WriteSettings.DEFAULT.tries(10);

    assertThat(said)
        .isNotEqualTo(WriteSettings.DEFAULT)
        .isEqualTo(WriteSettings.DEFAULT.tries(10))
        .hasSameHashCodeAs(WriteSettings.DEFAULT.tries(10))
        .hasToString("WriteSettings{write.tries=10}");
  }

  @Test
  void getWrite_otherThingsSaid_isStillTheDefault() {
    assertThat(writing().writeOrdering(WriteOrdering.NODE).build().getWrite())
        .isEqualTo(WriteSettings.DEFAULT);
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

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAIL")
  void build_behindAndWritesThatRedisDoesNotKnowOf_fails(OnFailure choice) {
    EntresolConfiguration.Builder<String, Customer> builder =
        writing().write(w -> w.mode(WriteMode.BEHIND)).onFailure(choice);

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage(
            "on-failure: %s is not allowed with write.mode: behind; allowed: fail",
            choice.configName());
    assertThat(builder.onFailure(OnFailure.FAIL).build().getOnFailure()).isEqualTo(OnFailure.FAIL);
    assertThat(writing().onFailure(choice).build().getOnFailure()).isEqualTo(choice);
  }

  @ParameterizedTest
  @EnumSource(Stack.class)
  void build_behind_isAllowedOnEachStack(Stack stack) {
    assertThat(
            writing().stack(stack).write(w -> w.mode(WriteMode.BEHIND)).build().getWrite().mode())
        .isEqualTo(WriteMode.BEHIND);
  }
}
