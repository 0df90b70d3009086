package com.acme.titles;

/**
 * How a book is called in a language.
 *
 * @param text what it is called
 */
public record Title(String text) {}
