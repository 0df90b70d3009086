package org.entresol.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Objects;
import java.util.Properties;
import org.entresol.config.ConfigurationException;
import org.entresol.jcache.EntresolCachingProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What an application says that cannot start with its configuration. */
@Tag("unit")
final class ConfigurationFailureAnalyzerTest {
  private static ConfigurationException refused() {
    Properties properties = new Properties();
    properties.setProperty("entresol.start", "soon");
    try {
      new EntresolCachingProvider()
          .getCacheManager(URI.create("entresol:refused"), null, properties)
          .close();
    } catch (ConfigurationException e) {
      return e;
    }
    throw new IllegalStateException("It was not refused");
  }

  @Test
  void analyze_configurationRefused_tellsWhatAndWhatIsAllowed() {
    FailureAnalyzer analyzer =
        SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, (factory, type, failure) -> {})
            .stream()
            .filter(ConfigurationFailureAnalyzer.class::isInstance)
            .findAny()
            .orElseThrow();

    FailureAnalysis analysis =
        Objects.requireNonNull(analyzer.analyze(new IllegalStateException("no bean", refused())));

    assertThat(analysis.getDescription())
        .isEqualTo("property entresol.start: \"soon\" is not allowed");
    assertThat(analysis.getAction()).isEqualTo("Allowed: lazy, required");
  }
}
