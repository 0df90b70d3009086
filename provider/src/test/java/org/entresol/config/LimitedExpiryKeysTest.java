package org.entresol.config;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.entresol.EntresolConfiguration;
import org.entresol.LimitedExpiryPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two of the keys of the expiry in one section. */
@Tag("unit")
final class LimitedExpiryKeysTest {
  private static final Duration HOUR = new Duration(HOURS, 1);
  private static final Duration TEN = new Duration(MINUTES, 10);

  private final Fixture fixture;

  LimitedExpiryKeysTest(@TempDir Path directory) {
    fixture = new Fixture(directory);
  }

  private ExpiryPolicy policy(String file, Properties properties) {
    return Objects.requireNonNull(fixture.load(file, properties).namedCaches().get("c"))
        .getExpiryPolicyFactory()
        .create();
  }

  private ExpiryPolicy policy(String expiry) {
    return policy("caches: { c: { expiry: { " + expiry + " } } }", new Properties());
  }

  @ParameterizedTest
  @ValueSource(strings = {"created: 1h, accessed: 10m", "accessed: 10m, created: 1h"})
  void expiry_createdAndAccessed_isTimeToLiveAndIdleTime(String expiry) {
    assertThat(policy(expiry)).isEqualTo(LimitedExpiryPolicy.created(HOUR, TEN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"modified: 1h, accessed: 10m", "accessed: 10m, modified: 1h"})
  void expiry_modifiedAndAccessed_isTimeToLiveAndIdleTime(String expiry) {
    assertThat(policy(expiry)).isEqualTo(LimitedExpiryPolicy.modified(HOUR, TEN));
  }

  @Test
  void expiry_inJava_isTheSameConfiguration() {
    EntresolConfiguration<Object, Object> inJava =
        EntresolConfiguration.builder(Object.class, Object.class)
            .expiry(LimitedExpiryPolicy.created(HOUR, TEN))
            .build();

    assertThat(inJava.getExpiryPolicyFactory())
        .isEqualTo(
            Objects.requireNonNull(
                    fixture
                        .load("caches: { c: { expiry: { created: 1h, accessed: 10m } } }")
                        .namedCaches()
                        .get("c"))
                .getExpiryPolicyFactory());
  }

  @Test
  void properties_both_areTakenTogether() {
    assertThat(
            policy(
                "caches: { c: { expiry: { touched: 5m } } }",
                Fixture.properties(
                    "entresol.caches.c.expiry.modified", "1h",
                    "entresol.caches.c.expiry.accessed", "10m")))
        .isEqualTo(LimitedExpiryPolicy.modified(HOUR, TEN));
  }

  @Test
  void specialSection_ofOneKey_replacesBothOfTheGeneralOne() {
    String file =
        """
        defaults: { expiry: { modified: 1d, accessed: 10m } }
        caches: { c: { expiry: { created: 1h } } }
        """;

    assertThat(policy(file, new Properties())).isEqualTo(new CreatedExpiryPolicy(HOUR));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "created: 1h, modified: 1h",
        "created: 1h, touched: 10m",
        "touched: 1h, accessed: 10m",
        "created: 1h, accessed: 10m, modified: 1h",
        "created: 1h, accessed: 10m, touched: 1h"
      })
  void expiry_otherKeysTogether_areRefused(String expiry) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> policy(expiry))
        .withMessageContaining("is not allowed together with")
        .withMessageEndingWith("; allowed: one of them");
  }

  @Test
  void policy_toOthers_isOneOfJCache() {
    ExpiryPolicy created = LimitedExpiryPolicy.created(HOUR, TEN);
    ExpiryPolicy modified = LimitedExpiryPolicy.modified(TEN, HOUR);

    assertThat(created.getExpiryForCreation()).isEqualTo(TEN);
    assertThat(created.getExpiryForUpdate()).isNull();
    assertThat(created.getExpiryForAccess()).isEqualTo(TEN);
    assertThat(modified.getExpiryForCreation()).isEqualTo(TEN);
    assertThat(modified.getExpiryForUpdate()).isEqualTo(TEN);
    assertThat(modified.getExpiryForAccess()).isEqualTo(HOUR);
    assertThat(created).isNotEqualTo(modified).isEqualTo(LimitedExpiryPolicy.created(HOUR, TEN));
  }
}
