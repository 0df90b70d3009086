/**
 * What HTTP says of answers that are kept, as pure functions of plain types: no servlets, no
 * caches.
 */
@NullMarked
package org.entresol.web.http;

import org.jspecify.annotations.NullMarked;
