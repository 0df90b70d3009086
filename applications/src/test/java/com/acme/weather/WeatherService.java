package com.acme.weather;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/** A service of Spring's whose results are cached by annotations, and who counts its work. */
public class WeatherService {
  private final AtomicInteger works = new AtomicInteger();

  /** How often a result was worked out. */
  public int works() {
    return works.get();
  }

  /** A forecast by two arguments, one of them a constant. */
  @Cacheable("forecasts")
  public Forecast forecast(String city, Sky hoped) {
    works.incrementAndGet();
    return new Forecast(LocalDate.of(2024, 5, 17), hoped);
  }

  /** Nothing, which is a result too. */
  @Cacheable("warnings")
  public Forecast warning(String city) {
    works.incrementAndGet();
    return null;
  }

  /** A page of results, asked for by a key that is the request. */
  @Cacheable("pages")
  public Page<Forecast> page(Pageable request) {
    works.incrementAndGet();
    return new PageImpl<>(List.of(new Forecast(LocalDate.EPOCH, Sky.CLEAR)), request, 7);
  }

  /** Who may see it. */
  @Cacheable("users")
  public UserDetails user(String name) {
    works.incrementAndGet();
    return User.withUsername(name).password("{noop}x").roles("READER", "WRITER").build();
  }

  /** A result that is cached by JCache's own annotation. */
  @CacheResult(cacheName = "rain")
  public String rain(@CacheKey String city, @CacheKey Sky sky) {
    works.incrementAndGet();
    return city + " " + sky;
  }

  /** Forgets a forecast. */
  @CacheEvict("forecasts")
  public void forget(String city, Sky hoped) {}
}
