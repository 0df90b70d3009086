/** Caches on the Redis stacks, on real servers. */
@NullMarked
package org.entresol.redis;

import org.jspecify.annotations.NullMarked;
