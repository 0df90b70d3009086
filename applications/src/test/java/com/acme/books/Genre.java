package com.acme.books;

/** What a book is about; the hash of a constant is another one in each JVM. */
public enum Genre {
  POETRY,
  TRAVEL
}
