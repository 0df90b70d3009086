package org.entresol.tier;

import java.util.List;

/**
 * The right of one owner to write what is pending in one partition, with the writes it is for.
 *
 * @param partition the partition
 * @param owner who has the right
 * @param token the fencing token: a number that grows each time the right passes on
 * @param writes the pending writes to be carried out; may be empty
 */
public record QueueClaim(int partition, Lease owner, long token, List<QueuedWrite> writes) {}
