/** What follows the changes of a PostgreSQL database and invalidates what caches keep of it. */
@NullMarked
package org.entresol.postgres;

import org.jspecify.annotations.NullMarked;
