package org.entresol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.entresol.EntresolConfiguration;
import org.entresol.Preset;
import org.entresol.TypePattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a cache knows of the classes of others. */
@Tag("unit")
final class KnownClassesTest {
  private static final String SESSION = "org.apache.shiro.session.mgt.SimpleSession";
  private static final ClassLoader NOTHING = ClassLoader.getPlatformClassLoader();

  private static EntresolConfiguration.Builder<Object, Object> cache() {
    return EntresolConfiguration.builder(Object.class, Object.class);
  }

  @Test
  void presets_nothingSaid_areThoseOfTheLibrariesThatAreThere() {
    assertThat(KnownClasses.of(cache().build(), NOTHING).classes()).isEmpty();
  }

  @Test
  void presets_switchedOff_areUsedWhenSaidByHand() {
    assertThat(KnownClasses.of(cache().presets().allow("shiro", "a.B").build(), NOTHING))
        .satisfies(known -> assertThat(known.classes()).contains(SESSION))
        .satisfies(known -> assertThat(known.patterns()).containsExactly("a.B"));
  }

  @Test
  void ignored_ofPresetsAndByHand_areTogether() {
    KnownClasses known =
        KnownClasses.of(cache().allow("hibernate").ignoreInKeys("a.B.c").build(), NOTHING);

    assertThat(known.ignored())
        .contains("a.B.c", "org.hibernate.cache.internal.NaturalIdCacheKey.hashCode");
  }

  @ParameterizedTest
  @EnumSource
  void preset_each_hasAListWithoutPackages(Preset preset) {
    KnownClasses known =
        KnownClasses.of(cache().presets().allow(preset.configName()).build(), NOTHING);

    assertThat(known.patterns()).isEmpty();
    assertThat(known.classes()).noneMatch(name -> name.endsWith("*"));
  }

  @Test
  void withThese_missingClasses_areAllowedAsNarrowlyAsIsWise() {
    assertThat(
            KnownClasses.withThese(
                List.of(new TypePattern("com.acme.**")),
                List.of(
                    "org.example.shop.Order",
                    "[Lorg.example.shop.Item;",
                    SESSION,
                    "org.apache.commons.lang3.tuple.Pair",
                    "java.net.http.HttpRequest",
                    "Unpacked")))
        .containsExactlyInAnyOrder(
            "com.acme.**",
            "org.example.shop.**",
            "shiro",
            "org.apache.commons.lang3.tuple.Pair",
            "java.net.http.HttpRequest",
            "Unpacked");
  }
}
