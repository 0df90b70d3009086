package com.acme.weather;

/** What it looks like; the hash of a constant is another one in each JVM. */
public enum Sky {
  CLEAR,
  CLOUDY
}
