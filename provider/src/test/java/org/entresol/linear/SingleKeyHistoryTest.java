package org.entresol.linear;

import java.util.List;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.TestStacks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The histories on the heap, and over a tier in memory. */
@Tag("unit")
@Tag("search")
class SingleKeyHistoryTest extends SingleKeyHistoryContract {

  @RegisterExtension private final Nodes nodes = new Nodes();

  static Stream<Stack> stacks() {
    return TestStacks.all();
  }

  @Override
  protected List<Cache<Integer, Integer>> open(
      Stack stack, String name, EntresolConfiguration.Builder<Integer, Integer> builder) {
    return nodes.open(stack, name, builder);
  }

  @Override
  protected void assertNothingHeld(Stack stack, String name) {
    nodes.assertNothingHeld(stack, name);
  }
}
