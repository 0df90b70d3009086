/** The tier on Redis, through Redisson: names, scripts, announcements. */
@NullMarked
package org.entresol.tier.redis;

import org.jspecify.annotations.NullMarked;
