package com.acme.library;

/**
 * What somebody thinks of a book.
 *
 * @param book its id
 * @param number how many reviews were written before
 */
public record Review(long book, int number) {}
