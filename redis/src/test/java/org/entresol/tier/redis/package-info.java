/** Tests of the tier in Redis, on real servers. */
@NullMarked
package org.entresol.tier.redis;

import org.jspecify.annotations.NullMarked;
