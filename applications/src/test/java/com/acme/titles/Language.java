package com.acme.titles;

/** A language, whose hash is another in each JVM. */
public enum Language {
  ENGLISH,
  GERMAN
}
