package org.entresol.console;

import static java.util.Comparator.naturalOrder;

import java.util.List;
import java.util.Map;
import org.entresol.console.Finding.Level;
import org.entresol.console.web.Json;
import org.entresol.fault.OneLine;
import org.entresol.tier.redis.RedisSurvey;
import picocli.CommandLine.Command;

/** Examines a Redis, and says what to do. */
@Command(
    name = "doctor",
    description = {
      "Examines a Redis and what lies there, and says what to do.",
      "Ends with 0 if all is well, with 1 if there is something to look at, with 2 if caches do not"
          + " work."
    })
final class DoctorCommand extends SurveyCommand {

  @Override
  int run(RedisSurvey survey) {
    List<Finding> findings =
        new Examination(survey, namespace(), text -> screen().progress(text)).findings();
    screen().progress("");
    if (isJson()) {
      screen().line(Json.of(Map.of("findings", findings.stream().map(Finding::document).toList())));
    } else {
      findings.forEach(this::show);
    }
    return findings.stream().map(Finding::level).max(naturalOrder()).orElse(Level.OK).code();
  }

  private void show(Finding finding) {
    screen()
        .line(
            "%-8s %-10s %s"
                .formatted(finding.level().word(), finding.check(), OneLine.of(finding.text())));
    if (!finding.advice().isEmpty()) {
      screen().line(" ".repeat(20) + "→ " + OneLine.of(finding.advice()));
    }
  }
}
