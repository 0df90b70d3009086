package org.entresol.tier.redis;

import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.junit.jupiter.api.Tag;

/** What single rows leave on the server, byte by byte, where they have a script of their own. */
@Tag("server")
class StepScriptTest extends MutateScriptTest {

  @Override
  Outcome send(Plan plan) {
    return SingleSteps.take(plan) ? bench.step(plan) : super.send(plan);
  }
}
