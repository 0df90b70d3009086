package org.entresol.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a repository wants to know of each artifact, and the one that lists the others. */
@Tag("unit")
class PomTest {
  private static final Pom PARENT = Pom.parent();

  static List<Pom> published() {
    return Pom.published();
  }

  private static Pom bom() {
    return published().stream()
        .filter(pom -> pom.artifactId().equals("entresol-bom"))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("published")
  void pom_ofAModule_saysWhatItIs(Pom pom) {
    assertThat(pom.text("/project/name")).isNotEmpty();
    assertThat(pom.text("/project/description")).endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "url", "licenses", "developers", "scm/connection", "scm/url"})
  void pom_ofTheBom_saysWhatItsSiblingsInherit(String element) {
    String said = PARENT.text("/project/" + element);

    assertThat(said).isNotEmpty();
    assertThat(bom().text("/project/" + element)).isEqualTo(said);
  }

  @Test
  void plugins_ofTheBom_areThoseOfItsSiblings() {
    String plugin = "//plugin[artifactId='maven-gpg-plugin']/version";

    assertThat(bom().text(plugin)).isEqualTo(PARENT.text(plugin));
  }

  @Test
  void bom_ofAll_hasEachThatHasAJar() {
    String managed = "/project/dependencyManagement/dependencies/dependency";
    Stream<String> jars = published().stream().filter(Pom::hasJar).map(Pom::artifactId);

    assertThat(bom().texts(managed + "[not(type)]/artifactId"))
        .containsExactlyInAnyOrderElementsOf(jars.toList());
    assertThat(bom().texts(managed + "/groupId")).containsOnly("org.entresol");
    assertThat(bom().texts(managed + "/version")).containsOnly("${project.version}");
    assertThat(bom().texts("/project/parent")).isEmpty();
  }
}
