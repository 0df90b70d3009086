package com.acme.library;

import java.util.concurrent.atomic.AtomicInteger;
import org.entresol.spring.boot.CachedRoute;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The shelves of the library, whose pages are counted. */
@RestController
public class ShelfController {
  private final AtomicInteger pages = new AtomicInteger();

  /** What stands on a shelf. */
  @CachedRoute(ttl = "5m", tags = "shelf:{id}", query = "page", cache = "pages")
  @GetMapping("/shelves/{id}")
  public String shelf(
      @PathVariable String id,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(defaultValue = "none") String campaign) {
    return "shelf %s, page %d, by %s: %d".formatted(id, page, campaign, pages.incrementAndGet());
  }

  /** A form, whose path fits the pattern of the shelves. */
  @GetMapping("/shelves/new")
  public String form(@RequestParam(defaultValue = "no") String wide) {
    return "%s wide form %d".formatted(wide, pages.incrementAndGet());
  }
}
