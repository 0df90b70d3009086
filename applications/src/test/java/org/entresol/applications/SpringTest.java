package org.entresol.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.acme.weather.Forecast;
import com.acme.weather.Sky;
import com.acme.weather.WeatherApplication;
import com.acme.weather.WeatherService;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.cache.CacheException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;

/** Spring's cache abstraction and JCache's annotations on it, with two contexts as nodes. */
@Tag("server")
final class SpringTest {
  private static final PageRequest REQUEST = PageRequest.of(0, 5, Sort.by("day").descending());

  @TempDir Path directory;

  private static AnnotationConfigApplicationContext node(String caches, String name) {
    return WeatherApplication.start(URI.create(caches + "#" + name));
  }

  private static List<Object> all(WeatherService service) {
    return List.of(
        service.forecast("Bonn", Sky.CLOUDY),
        String.valueOf(service.warning("Bonn")),
        service.page(REQUEST),
        service.user("anna"),
        service.user("anna").getAuthorities(),
        service.rain("Bonn", Sky.CLEAR));
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "heap+redis"})
  void results_ofAnotherNode_areFoundAndForgotten(String stack) {
    String caches = new Caches(directory).uri(stack);
    try (AnnotationConfigApplicationContext one = node(caches, "one");
        AnnotationConfigApplicationContext two = node(caches, "two")) {
      WeatherService first = one.getBean(WeatherService.class);
      WeatherService second = two.getBean(WeatherService.class);
      List<Object> results = all(first);

      assertThat(all(second)).isEqualTo(results);
      assertThat(second.works()).isZero();
      first.forget("Bonn", Sky.CLOUDY);
      await()
          .untilAsserted(
              () -> {
                assertThat(second.forecast("Bonn", Sky.CLOUDY)).isInstanceOf(Forecast.class);
                assertThat(second.works()).isPositive();
              });
    }
  }

  @Test
  void results_withoutPresets_areRefused() {
    String caches = new Caches(directory).uri("redis", "presets: none");
    try (AnnotationConfigApplicationContext node = node(caches, "none")) {
      WeatherService service = node.getBean(WeatherService.class);

      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> service.forecast("Bonn", Sky.CLEAR))
          .withMessageContaining("org.springframework.cache.interceptor.SimpleKey");
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> service.user("anna"))
          .withMessageContaining("org.springframework.security.core.userdetails.User");
    }
  }
}
