package org.entresol.durability;

import org.jspecify.annotations.Nullable;

/**
 * What a write does to its row.
 *
 * @param key whose row
 * @param value the new value; null if the row is deleted
 */
record Change(String key, @Nullable String value) {}
