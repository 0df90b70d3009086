package org.entresol.web.store;

import org.entresol.web.http.Refusal;

/**
 * The remembrance that the answer of a key was lately not one to be kept, so that nobody waits for
 * the next.
 *
 * @param why the {@linkplain Refusal#word() word} for what was against it
 */
public record Uncacheable(String why) implements Stored {}
