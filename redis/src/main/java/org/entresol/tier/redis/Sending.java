package org.entresol.tier.redis;

/**
 * What all scripts that change the entries of one cache have in common.
 *
 * @param connection takes them there
 * @param keys names what they are for
 * @param channel the name of the channel; empty when nobody listens
 * @param node what tells this node from others
 * @param grace how many milliseconds entries stay after they have expired
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Sending(
    RedisConnection connection, KeySpace keys, byte[] channel, byte[] node, long grace) {}
