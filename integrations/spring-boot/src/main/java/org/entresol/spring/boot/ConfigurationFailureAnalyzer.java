package org.entresol.spring.boot;

import org.entresol.config.ConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why an application cannot start with the configuration of its caches, in two sentences. */
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {
  private static final String ALLOWED = "; allowed: ";

  @Override
  protected FailureAnalysis analyze(Throwable failure, ConfigurationException cause) {
    String message = String.valueOf(cause.getMessage());
    int allowed = message.lastIndexOf(ALLOWED);
    return allowed < 0
        ? new FailureAnalysis(message, null, cause)
        : new FailureAnalysis(
            message.substring(0, allowed),
            "Allowed: " + message.substring(allowed + ALLOWED.length()),
            cause);
  }
}
