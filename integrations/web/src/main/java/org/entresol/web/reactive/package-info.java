/** The answers of routes, for a server that stands on Spring WebFlux. */
@NullMarked
package org.entresol.web.reactive;

import org.jspecify.annotations.NullMarked;
