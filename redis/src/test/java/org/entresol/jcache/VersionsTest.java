package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import javax.cache.Cache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Caches of one name and several versions, as a release and the next one have them. */
@Tag("server")
class VersionsTest {
  @RegisterExtension private final RedisNodes nodes = new RedisNodes();
  private final RespClient resp = RedisServers.shared().connect();

  @AfterEach
  void disconnect() {
    resp.close();
  }

  private Cache<String, String> open(String node, Stack stack, OptionalInt version) {
    EntresolConfiguration.Builder<String, String> texts = RedisNodes.texts(stack);
    version.ifPresent(texts::version);
    return nodes.node(node).createCache("c", texts.build());
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void versions_ofOneName_haveNothingInCommon(Stack stack) {
    List<Cache<String, String>> all =
        List.of(
            open("none", stack, OptionalInt.empty()),
            open("two", stack, OptionalInt.of(2)),
            open("three", stack, OptionalInt.of(3)));
    for (int i = 0; i < all.size(); i++) {
      all.get(i).put("k", "v" + i);
    }

    all.get(1).clear();
    assertThat(all).extracting(cache -> cache.get("k")).containsExactly("v0", null, "v2");
    all.get(0).removeAll();
    assertThat(all).extracting(cache -> cache.get("k")).containsExactly(null, null, "v2");
    assertThat(all.get(2)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void version_ofTwoNodes_isOneCache(Stack stack) {
    Cache<String, String> one = open("one", stack, OptionalInt.of(2));
    Cache<String, String> other = open("other", stack, OptionalInt.of(2));

    one.put("k", "v");

    assertThat(other.get("k")).isEqualTo("v");
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void destroyCache_ofOneVersion_leavesTheOthers(Stack stack) {
    Cache<String, String> plain = open("none", stack, OptionalInt.empty());
    plain.put("k", "v");
    open("two", stack, OptionalInt.of(2)).put("k", "v2");
    Cache<String, String> third = open("three", stack, OptionalInt.of(3));
    third.put("k", "v3");

    nodes.node("two").destroyCache("c");
    assertThat(nodes.keys(resp)).noneMatch(name -> name.contains("%v2"));
    assertThat(third.get("k")).isEqualTo("v3");

    nodes.node("none").destroyCache("c");
    assertThat(nodes.keys(resp)).isNotEmpty().allMatch(name -> name.contains("%v3"));
    assertThat(third.get("k")).isEqualTo("v3");
  }
}
