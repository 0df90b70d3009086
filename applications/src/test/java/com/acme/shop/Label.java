package com.acme.shop;

/**
 * What is written on a thing.
 *
 * @param id which one
 * @param revision its revision
 */
public record Label(long id, long revision) {}
