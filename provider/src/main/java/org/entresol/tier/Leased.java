package org.entresol.tier;

import org.jspecify.annotations.Nullable;

/**
 * The answer to one who asked for a lease.
 *
 * @param lease the lease, or null when somebody else has it
 * @param found what was found under the key; null without the lease
 */
public record Leased(@Nullable Lease lease, @Nullable Found found) {}
