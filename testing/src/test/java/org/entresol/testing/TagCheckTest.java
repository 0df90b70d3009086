package org.entresol.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class TagCheckTest {

  @ParameterizedTest
  @ValueSource(strings = {"unit", "server", "cluster", "processes"})
  void class_withOneTagOfTheFour_runs(String tag) {
    assertThatCode(() -> new TagCheck().beforeAll(classWith(Set.of(tag, "slow"))))
        .doesNotThrowAnyException();
  }

  @Test
  void class_withoutATag_failsAndNamesTheAllowedOnes() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new TagCheck().beforeAll(classWith(Set.of("slow"))))
        .withMessage(
            "%s has the tags [slow]; allowed: exactly one of [cluster, processes, server, unit]"
                .formatted(TagCheckTest.class.getName()));
  }

  @Test
  void class_withTwoTags_fails() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new TagCheck().beforeAll(classWith(Set.of("unit", "server"))));
  }

  private static ExtensionContext classWith(Set<String> tags) {
    return (ExtensionContext)
        Proxy.newProxyInstance(
            TagCheckTest.class.getClassLoader(),
            new Class<?>[] {ExtensionContext.class},
            (self, method, arguments) ->
                method.getName().equals("getTags") ? tags : TagCheckTest.class);
  }
}
