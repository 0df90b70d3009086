/** Real Redis and PostgreSQL servers, networks that break on demand, and other JVMs, for tests. */
@NullMarked
package org.entresol.testing;

import org.jspecify.annotations.NullMarked;
