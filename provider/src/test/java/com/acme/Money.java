package com.acme;

/** A value that never changes. */
public record Money(long cents) {}
