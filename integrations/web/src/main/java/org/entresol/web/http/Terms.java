package org.entresol.web.http;

import java.time.Duration;

/**
 * What a route says about the keeping of its answers, for what the application does not say itself.
 *
 * @param ttl how long an answer is fresh
 * @param absent how long 404 and 410 are fresh; zero for not kept
 * @param staleWhileRevalidate how long an answer is given after that while it is made anew
 * @param staleIfError how long it is given after that when making it anew fails
 * @param byPrincipal whether each logged-in user has answers of their own
 */
public record Terms(
    Duration ttl,
    Duration absent,
    Duration staleWhileRevalidate,
    Duration staleIfError,
    boolean byPrincipal) {}
