package com.acme.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.entresol.spring.boot.CachedRoute;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

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

  /** The same in order, chosen by a parameter. */
  @GetMapping(path = "/shelves/{id}", params = "sorted")
  public String sorted(@PathVariable String id) {
    return "sorted shelf %s: %d".formatted(id, pages.incrementAndGet());
  }

  /** A list of the second version, chosen by that. */
  @CachedRoute(ttl = "5m", query = "page")
  @GetMapping(path = "/lists/{id}", params = "version=2")
  public String list(@PathVariable String id) {
    return "list %s: %d".formatted(id, pages.incrementAndGet());
  }

  /** A form, whose path fits the pattern of the shelves. */
  @GetMapping("/shelves/new")
  public String form(@RequestParam(defaultValue = "no") String wide) {
    return "%s wide form %d".formatted(wide, pages.incrementAndGet());
  }

  /** What stands on a shelf, as soon as somebody has looked. */
  @CachedRoute(
      ttl = "5m",
      query = {})
  @GetMapping("/looks/{id}")
  public DeferredResult<String> look(@PathVariable String id) {
    DeferredResult<String> later = new DeferredResult<>();
    ForkJoinPool.commonPool()
        .execute(() -> later.setResult("look %s: %d".formatted(id, pages.incrementAndGet())));
    return later;
  }

  /** The same from a future. */
  @CachedRoute(
      ttl = "5m",
      query = {})
  @GetMapping("/futures/{id}")
  public CompletableFuture<String> future(@PathVariable String id) {
    return CompletableFuture.supplyAsync(
        () -> {
          if (id.equals("broken")) {
            throw new IllegalStateException("meant to fail");
          }
          return "future %s: %d".formatted(id, pages.incrementAndGet());
        });
  }

  /** All that stands on a shelf, piece by piece; a broken one ends in the middle. */
  @CachedRoute(
      ttl = "5m",
      query = {})
  @GetMapping("/streams/{id}")
  public StreamingResponseBody stream(@PathVariable String id) {
    int page = pages.incrementAndGet();
    return out -> {
      for (int i = 0; i < 3; i++) {
        out.write("book %s/%d, ".formatted(id, i).getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (id.equals("broken")) {
          throw new IOException("meant to fail");
        }
      }
      out.write("page %d".formatted(page).getBytes(StandardCharsets.UTF_8));
    };
  }
}
