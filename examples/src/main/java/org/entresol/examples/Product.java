package org.entresol.examples;

/**
 * A thing that a shop sells.
 *
 * @param number the number on its shelf
 * @param name what customers call it
 * @param cents its price in cents
 */
public record Product(String number, String name, int cents) {}
