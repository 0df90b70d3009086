package org.entresol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class AllowedClassesTest {

  private static final AllowedClasses JDK_ONLY =
      AllowedClasses.of(List.of(Object.class), List.of());

  @ParameterizedTest
  @CsvSource({
    "com.acme.**, com.acme.Order, true",
    "com.acme.**, com.acme.Order$Line, true",
    "com.acme.**, com.acme.sales.Order, true",
    "com.acme.**, com.acmeevil.Order, false",
    "com.acme.**, com.acme, false",
    "com.acme.**, [Lcom.acme.Order;, true",
    "com.acme.**, [[Lcom.acme.sales.Order;, true",
    "com.acme.**, [Lorg.other.Order;, false",
    "com.acme.**, com.acme.Order$$Lambda/0x1, false",
    "com.acme.*, com.acme.Order, true",
    "com.acme.*, com.acme.Order$Line, true",
    "com.acme.*, com.acme.sales.Order, false",
    "com.acme.Order, com.acme.Order, true",
    "com.acme.Order, com.acme.Order$Line, true",
    "com.acme.Order, com.acme.OrderLine, false",
    "com.acme.Order, com.acme.Other, false",
    "Order, Order, true",
    "Order, Orders, false",
  })
  void allowsName_byPattern_isAsThePatternSays(String pattern, String name, boolean allowed) {
    assertThat(AllowedClasses.of(List.of(), List.of(pattern)).allowsName(name)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "**",
        ".**",
        "com.*.Order",
        "com..acme.**",
        "com.acme.",
        "a b",
        "com.acme.***"
      })
  void of_notAPattern_isRefusedWithWhatIsAllowed(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AllowedClasses.of(List.of(), List.of(pattern)))
        .withMessageContaining("\"" + pattern + "\"")
        .withMessageContaining("com.acme.**");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.String",
        "java.lang.Integer",
        "java.util.ArrayList",
        "java.util.ImmutableCollections$ListN",
        "java.util.concurrent.ConcurrentHashMap",
        "java.time.Instant",
        "java.lang.IllegalStateException",
        "[I",
        "[[Ljava.lang.String;",
      })
  void allowsName_valueOrContainerOfTheJdk_isTrue(String name) {
    assertThat(JDK_ONLY.allowsName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.ProcessBuilder",
        "java.lang.Runtime",
        "java.lang.Thread",
        "java.lang.ClassLoader",
        "java.lang.reflect.Proxy",
        "java.lang.invoke.SerializedLambda",
        "java.beans.EventHandler",
        "java.rmi.server.UnicastRemoteObject",
        "java.util.ServiceLoader",
        "java.util.logging.FileHandler",
        "java.util.jar.JarFile",
        "javax.management.BadAttributeValueExpException",
        "javax.naming.InitialContext",
        "javax.script.ScriptEngineManager",
        "com.sun.rowset.JdbcRowSetImpl",
        "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
        "sun.misc.Unsafe",
        "jdk.internal.misc.Unsafe",
        "org.springframework.beans.factory.ObjectFactory",
        "[Ljava.lang.ProcessBuilder;",
        "",
        "[",
        "[[",
        "[X",
        "[Ljava.lang.String",
        "[L;",
        "[Lint;",
        "java.lang.string",
        "[[[[[[[[[[[[[[[[[[[[I",
      })
  void allowsName_anythingElse_isFalse(String name) {
    assertThat(JDK_ONLY.allowsName(name)).isFalse();
  }

  @Test
  void of_configuredType_allowsItsPackageAndThoseBelow() {
    AllowedClasses allowed = AllowedClasses.of(List.of(Pet[].class, String.class), List.of());

    assertThat(allowed.allows(Kind.class)).isTrue();
    assertThat(allowed.allowsName("org.entresol.codec.below.Other")).isTrue();
    assertThat(allowed.allowsName("org.entresol.Other")).isFalse();
    assertThat(allowed.allowsName("java.lang.ProcessBuilder")).isFalse();
  }

  @Test
  void allows_lambdaOfAnAllowedPackage_isFalse() {
    AllowedClasses allowed = AllowedClasses.of(List.of(Pet.class), List.of());
    Runnable lambda = () -> {};

    assertThat(allowed.allows(lambda.getClass())).isFalse();
  }

  @Test
  void with_onceMore_keepsThoseOfBefore() {
    AllowedClasses allowed =
        AllowedClasses.of(List.of(), List.of()).with(Set.of("a.One")).with(Set.of("b.Two"));

    assertThat(allowed.allowsName("a.One")).isTrue();
    assertThat(allowed.allowsName("b.Two")).isTrue();
    assertThat(allowed.allowsName("b.Three")).isFalse();
  }
}
