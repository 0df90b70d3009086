package com.acme;

/** A value. */
public record Customer(String name) {}
