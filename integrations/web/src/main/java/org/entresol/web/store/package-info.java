/** What lies in the caches of routes. */
@NullMarked
package org.entresol.web.store;

import org.jspecify.annotations.NullMarked;
