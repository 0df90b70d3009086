package org.entresol.jcache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolOperationsMXBean;
import org.entresol.EntresolTiersMXBean;
import org.entresol.KeyDescription;
import org.entresol.PutOptions;
import org.entresol.Stack;
import org.entresol.fixtures.MemoryLab;
import org.entresol.tier.memory.Inbox;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where an entry lies, as who operates a cache sees it, and what may be done to it. */
@Tag("unit")
class DescribeTest {
  private static final String HERE = "here";

  private final FakeClock clock = new FakeClock();
  @RegisterExtension private final MemoryLab lab = new MemoryLab(clock);

  private static EntresolConfiguration.Builder<String, String> texts(Stack stack) {
    return EntresolConfiguration.builder(String.class, String.class)
        .stack(stack)
        .management(true)
        .statistics(true)
        .expiry(
            CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MINUTES, 10)));
  }

  private EntresolCache<String, String> open(String node, Stack stack) {
    return (EntresolCache<String, String>) lab.manager(node).createCache("c", texts(stack).build());
  }

  private static KeyDescription.Copy present(KeyDescription.@Nullable Copy copy) {
    return requireNonNull(copy);
  }

  @Test
  void describe_putBetweenTheTwoLooks_isNotStale() {
    EntresolCache<String, String> here = open(HERE, Stack.HEAP_REDIS);
    here.put("a", "1");
    AtomicBoolean once = new AtomicBoolean();
    lab.node(HERE)
        .link()
        .before(
            () -> {
              if (once.compareAndSet(false, true)) {
                here.put("a", "2");
              }
            });

    KeyDescription described = here.describe("a");

    assertThat(once).isTrue();
    assertThat(described.isStale()).isFalse();
    assertThat(present(described.near()).version())
        .isEqualTo(present(described.authority()).version());
  }

  @Test
  void describe_ofAKey_tellsTheCopyAndTheAuthority() {
    EntresolCache<String, String> here = open(HERE, Stack.HEAP_REDIS);
    EntresolCache<String, String> there = open("there", Stack.HEAP_REDIS);
    here.put("a", "value");
    clock.advance(Duration.ofMinutes(4));

    KeyDescription told = here.describe("a");
    assertThat(told.key()).isEqualTo("s:a");
    assertThat(told.partition()).isNotNegative();
    assertThat(told.isStale()).isFalse();
    KeyDescription.Copy near = present(told.near());
    KeyDescription.Copy authority = present(told.authority());
    assertThat(near.version()).isEqualTo(authority.version()).isNotEmpty();
    assertThat(near.served()).isTrue();
    assertThat(near.rest()).isEqualTo(Duration.ofMinutes(6));
    assertThat(authority.rest()).isEqualTo(Duration.ofMinutes(6));
    assertThat(authority.age()).as("nothing goes by it").isNull();
    assertThat(authority.bytes()).isPositive();

    assertThat(there.describe("a").near()).as("looking makes nothing near").isNull();
    assertThat(there.describe("a").near()).isNull();
    assertThat(there.describe("b").authority()).isNull();
    assertThat(there.unwrap(EntresolTiersMXBean.class).getNearHits()).isZero();
  }

  @Test
  void describe_ofACopyWhoseNewsWereNotHeard_isStale() {
    EntresolCache<String, String> here = open(HERE, Stack.HEAP_REDIS);
    EntresolCache<String, String> there = open("there", Stack.HEAP_REDIS);
    here.put("a", "old");
    Inbox inbox = lab.node(HERE).tiers().get(0).inbox();
    inbox.hold();
    there.put("a", "new");

    assertThat(here.describe("a").isStale()).isTrue();
    inbox.release();
    assertThat(here.describe("a").isStale()).isFalse();
  }

  @Test
  void describe_onTheHeap_hasTheAuthorityOnly() {
    EntresolCache<String, String> here = open(HERE, Stack.HEAP);
    here.put("a", "value");
    clock.advance(Duration.ofMinutes(1));

    assertThat(here.describe("a").near()).isNull();
    assertThat(present(here.describe("a").authority()).rest()).isEqualTo(Duration.ofMinutes(9));
    assertThat(here.describe("b").authority()).isNull();
    assertThat(here.describe("a").texts()).containsEntry("authorityRest", "540000ms");
  }

  @Test
  void copies_droppedEverywhere_areReadAnewByAll() {
    EntresolCache<String, String> here = open(HERE, Stack.HEAP_REDIS);
    EntresolCache<String, String> there = open("there", Stack.HEAP_REDIS);
    here.put("a", "v");
    there.get("a");

    here.invalidateNearEverywhere();

    assertThat(there.get("a")).isEqualTo("v");
    assertThat(there.unwrap(EntresolTiersMXBean.class).getAuthorityHits()).isEqualTo(2);
    assertThat(there.unwrap(EntresolTiersMXBean.class).getNearHits()).isZero();
  }

  // ---- JMX

  private static EntresolOperationsMXBean bean() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name =
        server
            .queryNames(
                new ObjectName("org.entresol:type=CacheOperations,CacheManager=*,Cache=c"), null)
            .iterator()
            .next();
    return JMX.newMXBeanProxy(server, name, EntresolOperationsMXBean.class);
  }

  @Test
  void operations_overJmx_reachTheCache() throws Exception {
    EntresolCache<String, String> here = open(HERE, Stack.HEAP_REDIS);
    here.put("a", "v");
    here.put("b", "v");

    assertThat(bean().describe("a")).containsEntry("key", "s:a").containsEntry("stale", "false");
    assertThat(bean().peek("a")).isEqualTo("v");
    bean().invalidate("a");
    assertThat(here.get("a")).isNull();
    bean().dropNear();
    bean().dropNearEverywhere();
    assertThat(here.get("b")).isEqualTo("v");
    assertThat(here.unwrap(EntresolTiersMXBean.class).getAuthorityHits()).isEqualTo(1);
    here.put("c1", "v");
    bean().invalidatePattern("c*");
    assertThat(here.containsKey("c1")).isFalse();
    bean().clear();
    assertThat(here.containsKey("b")).isFalse();

    here.close();
    assertThat(
            ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.entresol:type=CacheOperations,*"), null))
        .isEmpty();
  }

  @Test
  void tags_overJmx_expireOrGo() throws Exception {
    EntresolCache<String, String> here =
        (EntresolCache<String, String>)
            lab.manager(HERE)
                .createCache(
                    "c",
                    texts(Stack.HEAP_REDIS)
                        .tagsExplicit(true)
                        .loader(() -> new FunctionLoader<>(key -> "loaded"))
                        .readThrough(true)
                        .load(load -> load.staleWhileRevalidate(Duration.ofHours(1)))
                        .build());
    here.put("a", "old", PutOptions.tags("stale"));
    here.put("b", "old", PutOptions.tags("gone"));

    bean().expireTags(new String[] {"stale"});
    bean().invalidateTags(new String[] {"gone"});

    assertThat(here.get("a")).isEqualTo("old");
    assertThat(here.getFresh("a")).isNotEqualTo("old");
    assertThat(here.get("b")).isEqualTo("loaded");
  }

  @Test
  void keyOf_texts_areReadByTheTypeOfKeys() {
    EntresolCache<UUID, String> ids =
        (EntresolCache<UUID, String>)
            lab.manager(HERE)
                .createCache(
                    "ids", EntresolConfiguration.builder(UUID.class, String.class).build());
    UUID id = UUID.randomUUID();

    assertThat(ids.keyOf(id.toString())).isEqualTo(id);
    assertThatThrownBy(() -> ids.keyOf("42"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'42' is no java.util.UUID");
  }

  @Test
  void keyOf_anyType_isWhatTheNameInRedisTells() {
    EntresolCache<Object, Object> all =
        (EntresolCache<Object, Object>)
            lab.manager(HERE)
                .createCache(
                    "all", EntresolConfiguration.builder(Object.class, Object.class).build());

    assertThat(all.keyOf("i:42")).isEqualTo(42);
    assertThat(all.keyOf("s:i:42")).isEqualTo("i:42");
    assertThat(all.keyOf("42")).isEqualTo("42");
    assertThat(all.keyOf("q:42")).isEqualTo("q:42");
  }

  @Test
  void keyOf_aTypeWithoutTexts_saysWhatIsAllowed() {
    EntresolCache<Duration, String> spans =
        (EntresolCache<Duration, String>)
            lab.manager(HERE)
                .createCache(
                    "spans", EntresolConfiguration.builder(Duration.class, String.class).build());

    assertThatThrownBy(() -> spans.keyOf("PT1S"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'PT1S' cannot be made a java.time.Duration; allowed: keys that are texts, whole numbers or UUIDs");
  }
}
