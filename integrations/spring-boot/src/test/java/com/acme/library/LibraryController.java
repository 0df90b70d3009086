package com.acme.library;

import jakarta.servlet.http.HttpSession;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The library to those outside. */
@RestController
public class LibraryController {
  private final Books books;
  private final Reviews reviews;

  LibraryController(Books books, Reviews reviews) {
    this.books = books;
    this.reviews = reviews;
  }

  /** The title of a book. */
  @GetMapping("/books/{id}")
  public String title(@PathVariable long id) {
    return books.findById(id).orElseThrow().title;
  }

  /** A book gets a title. */
  @PutMapping("/books/{id}")
  public void title(@PathVariable long id, @RequestBody String title) {
    books.save(new Book(id, title));
  }

  /** Whoever comes in has a session from then on, of which this is the identifier. */
  @GetMapping("/entrance")
  public String enter(HttpSession session) {
    return session.getId();
  }

  /** The number of the review of a book. */
  @GetMapping("/reviews/{id}")
  public String review(@PathVariable long id) {
    return String.valueOf(reviews.of(id).number());
  }

  /** Another review is wanted. */
  @DeleteMapping("/reviews/{id}")
  public void forget(@PathVariable long id) {
    reviews.forget(id);
  }
}
