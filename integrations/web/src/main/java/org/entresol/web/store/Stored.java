package org.entresol.web.store;

/** What lies under a key of a route. Immutable. */
public sealed interface Stored permits StoredAnswer, Varies {}
