package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import javax.cache.Cache;
import org.entresol.Stack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A load whose key a processor holds before the load has ended, and wants to know its value. */
@Tag("server")
class LoadBesideProcessorTest {
  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  private final Gate gate = Gate.closed();

  @ParameterizedTest
  @EnumSource(names = {"HEAP_REDIS", "REDIS"})
  void get_whoseLoadAProcessorWaitsFor_getsItsValue(Stack stack) {
    Cache<String, String> cache =
        nodes.open(
            "c",
            RedisNodes.texts(stack)
                .loader(
                    () ->
                        new FunctionLoader<String, String>(
                            key -> {
                              gate.pass();
                              return "loaded";
                            }))
                .readThrough(true)
                .build());
    Crew.Task<String> reader = Crew.start(() -> cache.get("key"));
    gate.awaitVisitor();
    Crew.Task<String> processor =
        Crew.start(() -> cache.<String>invoke("key", (entry, arguments) -> entry.getValue()))
            .awaitBlocked();

    gate.open();

    assertThat(reader.result()).isEqualTo("loaded");
    assertThat(processor.result()).isEqualTo("loaded");
  }
}
