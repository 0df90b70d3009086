package org.entresol.web.store;

import org.entresol.Tagged;

/** What lies under a key of a route, with the tags by which it goes. Immutable. */
public sealed interface Stored extends Tagged permits StoredAnswer, Varies {}
