package org.entresol.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entresol.jcache.TestCaches.numbers;
import static org.entresol.jcache.TestCaches.texts;

import java.net.URI;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.management.CacheMXBean;
import javax.management.ObjectName;
import org.entresol.jcache.TestCaches;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches in JMX: under which names, and for how long. */
@Tag("unit")
class BeanNamesTest {
  private static final String STATISTICS = "CacheStatistics";
  private static final String CONFIGURATION = "CacheConfiguration";

  @RegisterExtension private final TestCaches caches = new TestCaches();

  private static MutableConfiguration<String, String> shown() {
    return texts().setStatisticsEnabled(true).setManagementEnabled(true);
  }

  private CacheManager manager(ClassLoader loader) {
    return caches.provider().getCacheManager(null, loader);
  }

  private static ClassLoader newLoader() {
    return new ClassLoader(BeanNamesTest.class.getClassLoader()) {};
  }

  @AfterEach
  void nothingIsLeft() {
    caches.provider().close();
    assertThat(Beans.caches(STATISTICS)).isEmpty();
    assertThat(Beans.caches(CONFIGURATION)).isEmpty();
  }

  @Test
  void beans_ofACacheThatWantsThem_haveTheSpecifiedNames() {
    caches.open("shown", shown());
    caches.open("hidden", texts());

    assertThat(Beans.caches(STATISTICS)).containsExactly("shown");
    assertThat(Beans.caches(CONFIGURATION)).containsExactly("shown");
    ObjectName name = Beans.named(STATISTICS, "shown").iterator().next();
    assertThat(name.getDomain()).isEqualTo("javax.cache");
    assertThat(name.getKeyPropertyList()).containsOnlyKeys("type", "CacheManager", "Cache");
    assertThat(name.getKeyProperty("CacheManager"))
        .isEqualTo(caches.manager().getURI().toString().replaceAll("[:=,]", "."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:b",
        "a=b",
        "a,b",
        "a\nb",
        "a\rb",
        "a*b",
        "a?b",
        "a\"b",
        "\"a,b\"",
        ",:=\n*?\"",
        "*",
        "a b",
        "a/b\\c",
        "é€",
        "a'b",
        ""
      })
  void cacheName_withAnyCharacters_isShown(String name) {
    Cache<String, String> cache = caches.open(name, shown());
    cache.put("k", "1");

    String shown = name.replaceAll("[,:=\n\r*?\"]", ".");
    assertThat(Beans.caches(STATISTICS)).containsExactly(shown);
    assertThat(Beans.statistics(shown).getCachePuts()).isEqualTo(1);
    cache.close();
    assertThat(Beans.caches(STATISTICS)).isEmpty();
  }

  @Test
  void configurationBean_ofACache_showsItAsItIs() {
    caches.open(
        "test", numbers().setManagementEnabled(true).setStoreByValue(false).setReadThrough(false));
    CacheMXBean bean = Beans.configuration("test");

    assertThat(bean.getKeyType()).isEqualTo("java.lang.String");
    assertThat(bean.getValueType()).isEqualTo("java.lang.Integer");
    assertThat(bean.isStoreByValue()).isFalse();
    assertThat(bean.isReadThrough()).isFalse();
    assertThat(bean.isWriteThrough()).isFalse();
    assertThat(bean.isManagementEnabled()).isTrue();
    assertThat(bean.isStatisticsEnabled()).isFalse();
    caches.manager().enableStatistics("test", true);
    assertThat(bean.isStatisticsEnabled()).isTrue();
  }

  @Test
  void beans_switchedAtRunTime_comeAndGo() {
    caches.open(texts());

    caches.manager().enableManagement("test", true);
    caches.manager().enableManagement("test", true);
    assertThat(Beans.caches(CONFIGURATION)).containsExactly("test");
    caches.manager().enableManagement("test", false);
    caches.manager().enableManagement("test", false);
    assertThat(Beans.caches(CONFIGURATION)).isEmpty();
    assertThatThrownBy(() -> caches.manager().enableManagement("other", true))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("'other'");
    assertThatThrownBy(() -> caches.manager().enableStatistics("other", true))
        .isInstanceOf(CacheException.class);
  }

  @Test
  void beans_ofAClosedOrDestroyedCache_areGone() {
    caches.open("closed", shown()).close();
    caches.open("destroyed", shown());
    caches.manager().destroyCache("destroyed");

    assertThat(Beans.caches(STATISTICS)).isEmpty();
    assertThat(Beans.caches(CONFIGURATION)).isEmpty();
  }

  @Test
  void beans_ofAClosedManager_areGone() {
    caches.open("one", shown());
    caches.open("two", shown());
    CacheManager other = caches.provider().getCacheManager(URI.create("entresol:other"), null);
    other.createCache("one", shown());
    assertThat(Beans.named(STATISTICS, "one")).hasSize(2);

    caches.manager().close();

    assertThat(Beans.caches(STATISTICS)).containsExactly("one");
    other.close();
  }

  @Test
  void managers_ofOneUriAndTwoClassLoaders_shareTheNameInTurn() {
    CacheManager first = manager(newLoader());
    CacheManager second = manager(newLoader());
    Cache<String, String> owner = first.createCache("test", shown());
    Cache<String, String> guest = second.createCache("test", shown());
    owner.put("a", "1");
    guest.put("a", "1");
    guest.put("b", "1");

    assertThat(Beans.statistics("test").getCachePuts()).isEqualTo(1);
    guest.close();
    assertThat(Beans.statistics("test").getCachePuts()).isEqualTo(1);
    owner.close();
    assertThat(Beans.caches(STATISTICS)).isEmpty();
  }

  @Test
  void nameThatIsTaken_whenItBecomesFree_goesToWhoWaits() {
    Cache<String, String> owner = manager(newLoader()).createCache("test", shown());
    Cache<String, String> guest = manager(newLoader()).createCache("test", shown());
    guest.put("a", "1");
    guest.put("b", "1");

    owner.close();

    assertThat(Beans.statistics("test").getCachePuts()).isEqualTo(2);
    assertThat(Beans.caches(CONFIGURATION)).containsExactly("test");
    guest.close();
    assertThat(Beans.caches(STATISTICS)).isEmpty();
  }

  @Test
  void nameThatIsTaken_byOneOfThree_goesToOneThatStillWantsIt() {
    CacheManager hidden = manager(newLoader());
    Cache<String, String> owner = manager(newLoader()).createCache("test", shown());
    hidden.createCache("test", shown());
    Cache<String, String> third = manager(newLoader()).createCache("test", shown());
    third.put("a", "1");
    hidden.enableStatistics("test", false);

    owner.close();
    assertThat(Beans.statistics("test").getCachePuts()).isEqualTo(1);
    third.close();

    assertThat(Beans.caches(STATISTICS)).isEmpty();
    hidden.enableStatistics("test", true);
    assertThat(Beans.caches(STATISTICS)).containsExactly("test");
  }

  @Test
  void caches_whoseNamesLookAlikeInJmx_bothWork() {
    Cache<String, String> owner = caches.open("a:b", shown());
    Cache<String, String> guest = caches.open("a.b", shown());
    guest.put("k", "1");

    guest.close();

    assertThat(Beans.named(STATISTICS, "a.b")).hasSize(1);
    owner.close();
    assertThat(Beans.caches(STATISTICS)).isEqualTo(Set.of());
  }
}
